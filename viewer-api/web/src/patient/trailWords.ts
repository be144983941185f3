import type { TrailRow } from '../api/notices'
import type { Place } from '../app/hospitals'
import type { Language, Texts } from '../app/texts'
import { plainDate } from '../dicom/display'

export interface TrailWords {
  who: string
  did: string
  /** Undefined when it was done as asked. */
  outcome: string | undefined
  why: string
}

/** One line of the trail in plain words. */
export function trailWords(row: TrailRow, texts: Texts, language: Language): TrailWords {
  const t = texts.trail
  const known = (row.outcome === 'refused' ? t.tried[row.action] : undefined) ?? t.did[row.action]
  const ground = t.because[row.ground ?? '']
  return {
    who: whoOf(row, texts, language),
    did: known ? known(whatOf(row, texts, language)) : t.other(row.action),
    outcome: row.outcome === 'refused' ? t.refused : row.outcome === 'failed' ? t.failed : undefined,
    why: ground ? t.why(ground) : '',
  }
}

/** The film or record by its name, else what kind of record it is. */
function whatOf({ object }: TrailRow, texts: Texts, language: Language): string {
  if (object?.label) {
    const label = object.label.replace(/\d{4}-\d{2}-\d{2}$/, day => plainDate(day.replaceAll('-', ''), language))
    return language === 'zh' ? `“${label}”` : ` “${label}”`
  }
  const kind = texts.trail.kinds[object?.kind ?? '']
  return kind ? (language === 'zh' ? `（${kind}）` : ` (${kind})`) : ''
}

function whoOf({ actor, hospital }: TrailRow, texts: Texts, language: Language): string {
  const t = texts.trail
  const place = hospital ? nameIn(hospital, language) : ''
  if (actor.role === 'patient') return actor.name ?? t.you
  if (actor.role === 'link' || actor.id.startsWith('link:')) return actor.name ? t.linkBearerNamed(actor.name) : t.linkBearer
  // A hospital's system may never have shown a token here: DICOM and HL7 v2 have none.
  if (actor.role === 'hospital' || (!actor.role && !actor.name && place)) return [place || actor.name, t.system].filter(Boolean).join(' ')
  if (actor.role === 'platform') return t.platform
  const name = actor.name ?? (actor.role ? t.actors[actor.role] : undefined) ?? t.platform
  return [place, name].filter(Boolean).join(' · ')
}

/** The patient looking at what is theirs: of no interest to somebody who asks who looked, but in its number. */
export const isOwnLook = (row: TrailRow) => row.ground === 'own' && /^(open|search|read)-/.test(row.action)

/** What systems do by themselves: sending records, settling charges. Nobody looked. */
export const isAutomatic = ({ actor, outcome }: TrailRow) =>
  outcome !== 'refused' && !actor.id.startsWith('link:') && (actor.role === 'hospital' || actor.role === 'platform' || (!actor.role && !actor.name))

/** Like entries that follow each other are one line: who looked at ten slices looked once. */
export interface TrailLine extends TrailWords { seq: number, at: string, times: number }

export function linesOf(rows: readonly TrailRow[], texts: Texts, language: Language): TrailLine[] {
  const lines: TrailLine[] = []
  for (const row of rows) {
    const words = trailWords(row, texts, language)
    const last = lines.at(-1)
    const same = last && last.who === words.who && last.did === words.did && last.outcome === words.outcome && last.why === words.why
      && new Date(last.at).toDateString() === new Date(row.at).toDateString()
    if (same) last.times++
    else lines.push({ ...words, seq: row.seq, at: row.at, times: 1 })
  }
  return lines
}

const nameIn = (place: Place, language: Language) => (language === 'en' && place.nameEn ? place.nameEn : place.name)
