import type { Language, Texts } from '../app/texts'

/** ID first 4 + last 2, the rest hidden; short ones keep less, so that some of it is always hidden. */
export function maskedId(id: string): string {
  const letters = [...id]
  if (letters.length === 0) return ''
  const head = letters.length > 8 ? 4 : Math.floor(letters.length / 4)
  const tail = letters.length > 8 ? 2 : Math.min(1, letters.length - 1)
  const hidden = '*'.repeat(letters.length - head - tail)
  return letters.slice(0, head).join('') + hidden + letters.slice(letters.length - tail).join('')
}

/** A DICOM date (20260131) as people write it: 2026-01-31, or 2026年1月31日 in full. */
export function shortDate(dicomDate: string): string {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})/.exec(dicomDate)
  return match ? `${match[1]}-${match[2]}-${match[3]}` : ''
}

export function plainDate(dicomDate: string, language: Language): string {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})/.exec(dicomDate)
  if (!match) return ''
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  if (language === 'zh') return `${year}年${month}月${day}日`
  return new Date(Date.UTC(year, month - 1, day))
    .toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** A DICOM time (131501.25) as 13:15. */
export function shortTime(dicomTime: string): string {
  const match = /^(\d{2}):?(\d{2})/.exec(dicomTime)
  return match ? `${match[1]}:${match[2]}` : ''
}

/** Whole years between birth and the exam, undefined when either is unknown. */
export function ageAt(birthDate: string, date: string): number | undefined {
  const born = Number(birthDate.slice(0, 8)), then = Number(date.slice(0, 8))
  if (birthDate.length < 8 || date.length < 8 || !(then >= born)) return undefined
  return Math.floor((then - born) / 10_000)
}

/** Objects that carry no picture do not name an exam. */
const NOT_PICTURES = new Set(['SR', 'PR', 'KO', 'SEG', 'RTSTRUCT', 'RTPLAN', 'DOC', 'REG', 'FID', 'AU'])

export function modalityWords(modalities: readonly string[], words: Texts, join = ' + '): string {
  const names = modalities
    .filter(modality => !NOT_PICTURES.has(modality))
    .map(modality => words.modality[modality] ?? words.otherModality)
  return [...new Set(names)].join(join) || words.otherModality
}

const RADIOGRAPH = either('X ?[光线射]|平片|胸片|位片', code('X-?ray|DR|DX|CR|radiograph'))

/** How descriptions say what kind of exam it was. Codes stand alone, or beside Chinese characters: 胸部CT平扫. */
const SAID: Record<string, RegExp> = {
  CT: code('CT[APUV]?'), MR: either('磁共振|核磁', code('MR(?:I|A|V|S|CP)?')), US: either('超声|彩超|B超', code('US|ultrasound|sonography')),
  DX: RADIOGRAPH, CR: RADIOGRAPH, RG: RADIOGRAPH, MG: either('钼靶', code('MG|mammogra(?:m|phy)')),
  PT: code('PET'), XA: either('造影', code('XA|DSA|angiogra(?:m|phy)')), RF: either('造影|透视', code('RF|fluoroscopy')),
  ES: either('[胃肠内]镜', code('endoscopy')), NM: either('核医学|骨显像', code('NM|SPECT')), ECG: either('心电', code('ECG|EKG')),
}

function code(words: string): RegExp {
  return new RegExp(`(?<![A-Za-z])(?:${words})(?![A-Za-z])`, 'i')
}

function either(chinese: string, { source }: RegExp): RegExp {
  return new RegExp(`${chinese}|${source}`, 'i')
}

/** Whether the hospital's own words name the kind of exam, so that it need not be put before them. */
export function saysKind(description: string, modalities: readonly string[]): boolean {
  const kinds = modalities.filter(modality => !NOT_PICTURES.has(modality))
  return kinds.length > 0 && kinds.every(kind => SAID[kind]?.test(description))
}

/** The exam in plain words: CT 检查 · 胸部, from coded parts when known, else the hospital's own description, which may say it all. */
export function examWords(modalities: readonly string[], bodyPart: string, description: string, words: Texts): string {
  const part = words.bodyPart[bodyPart.toUpperCase().replaceAll(/[^A-Z]/g, '')]
  if (!part && saysKind(description, modalities)) return description
  return [modalityWords(modalities, words), part ?? description].filter(Boolean).join(' · ')
}

export const isSynthetic = (manufacturer: string) => /^cloudfilm synthetic/i.test(manufacturer)
