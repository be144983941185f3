import { useSettings, useTexts } from '../app/settings'
import { daysBetween } from '../app/times'
import type { Because, Exam, Item, PatientView } from '../api/visit'
import { ageAt, examWords } from '../dicom/display'

/** FHIR's male and DICOM's M alike. */
export const sexLetter = (sex: string) => sex.slice(0, 1).toUpperCase()

const compact = (day: string) => day.replaceAll('-', '').slice(0, 8)

/** The hospital's local day as 20261122. */
export const today = (now = new Date()) => compact(new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10))

/** Completed years on a day (20261122), undefined when the birth date is not known. */
export const age = (birthDate: string | null, on: string) => ageAt(compact(birthDate ?? ''), on)

/** What things of the doctor's API are called in the reader's language. */
export function useNames() {
  const t = useTexts()
  const { language } = useSettings()
  const item = (each: Item | null, modality = '', description: string | null = null) =>
    each ? (language === 'en' ? each.nameEn : each.name) : examWords(modality ? [modality] : [], '', description ?? '', t)
  return {
    item,
    exam: (exam: Exam) => item(exam.item, exam.modality, exam.description),
    because: (each: Because) => (language === 'en' ? each.textEn : each.text),
    about: (patient: PatientView) => {
      const years = age(patient.birthDate, today())
      return [t.sex[sexLetter(patient.sex)], years === undefined ? '' : t.years(years)].filter(Boolean).join(language === 'zh' ? '，' : ', ')
    },
    visitKind: (code: string) => t.visit.kinds[code] ?? t.visit.otherKind,
    ago: (day: string | null) => (day ? t.visit.days(daysBetween(day, new Date())) : ''),
  }
}
