import type { TrailRow } from '../api/notices'
import type { Place } from '../app/hospitals'
import type { Language, Texts } from '../app/texts'

export interface TrailWords {
  who: string
  did: string
  /** Undefined when it was done as asked. */
  outcome: string | undefined
  why: string
}

type Ground = 'own' | 'ward' | 'hospital' | 'consent' | 'glass' | 'link' | 'payment'

const RULES: Record<string, Ground> = { 1: 'own', 2: 'hospital', 3: 'consent', 4: 'glass', 5: 'link' }

/** By what right, from the rule the decision names: `rule 3: …`. */
export function groundOf(rule: string | null, purpose: string | null): Ground | undefined {
  if (purpose === 'HPAYMT') return 'payment'
  const number = /^rule (\d)/.exec(rule ?? '')?.[1]
  if (number === '1' && /ward|guardian/i.test(rule ?? '')) return 'ward'
  return number ? RULES[number] : undefined
}

/** One line of the trail in plain words. */
export function trailWords(row: TrailRow, texts: Texts, language: Language): TrailWords {
  const t = texts.trail
  const known = (row.outcome === 'refused' ? t.tried[row.action] : undefined) ?? t.did[row.action]
  const label = row.object?.label
  const what = label ? (language === 'zh' ? `“${label}”` : ` “${label}”`) : ''
  const ground = row.outcome === 'granted' || row.outcome === 'done' ? groundOf(row.rule, row.purpose) : undefined
  return {
    who: whoOf(row, texts, language),
    did: known ? known(what) : t.other(row.action),
    outcome: row.outcome === 'refused' ? t.refused : row.outcome === 'failed' ? t.failed : undefined,
    why: ground ? t.why(t.because[ground]!) : '',
  }
}

function whoOf({ actor, hospital }: TrailRow, texts: Texts, language: Language): string {
  const t = texts.trail
  const place = hospital ? nameIn(hospital, language) : ''
  if (actor.role === 'patient') return actor.name ?? t.you
  if (actor.role === 'hospital') return [place || actor.name, t.system].filter(Boolean).join(' ')
  if (actor.role === 'link') return actor.name ? `${t.linkBearer}：${actor.name}` : t.linkBearer
  const name = actor.name ?? (actor.role ? t.actors[actor.role] : undefined) ?? t.platform
  return [place, name].filter(Boolean).join(' · ')
}

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
