import type { ReactNode } from 'react'
import type { Exam } from '../api/visit'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { useNames } from '../visit/words'

/** What stands over a film: which of the two it is, when and where it was made. */
export function useCaption(): (exam: Exam | undefined, side: 'left' | 'right') => ReactNode {
  const t = useTexts()
  const names = useNames()
  const place = usePlaceName()
  const day = useDay()
  return (exam, side) => (
    <><strong>{t.prior[side]}</strong>{exam && ` ${[day(exam.date), names.ago(exam.date), exam.own ? t.visit.own : place(exam.hospital)].filter(Boolean).join(' · ')}`}</>
  )
}
