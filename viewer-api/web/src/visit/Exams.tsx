import type { Exam } from '../api/visit'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Thumbnail } from '../parts/Thumbnail'
import { byDate, groundsOf } from './timeline'
import { useNames } from './words'

/** Exams of all hospitals that may be seen, newest first, each of which can be opened. */
export function Exams({ exams, shown, pathOf }: { exams: readonly Exam[], shown: string | undefined, pathOf(exam: Exam): string }) {
  return (
    <ol className="exams">
      {byDate(exams).map(exam => (
        <li key={exam.study} className={exam.own ? 'here' : undefined}>
          <ExamRow exam={exam} shown={exam.study === shown} path={pathOf(exam)} />
        </li>
      ))}
    </ol>
  )
}

function ExamRow({ exam, shown, path }: { exam: Exam, shown: boolean, path: string }) {
  const t = useTexts()
  const names = useNames()
  const day = useDay()
  return (
    <Link className="exam" to={path} data-test="exam" data-study={exam.study} aria-current={shown || undefined}>
      <Thumbnail path={`/dicom-web/studies/${exam.study}/thumbnail`} alt="" />
      <span className="exam-text">
        <span className="exam-when"><strong>{day(exam.date) || t.unknownDate}</strong><small>{names.ago(exam.date)}</small></span>
        <strong className="exam-what">{names.exam(exam)}</strong>
        <ExamPlace exam={exam} />
        <Recognisable exam={exam} />
        <small>{t.visit.images(exam.instances)}</small>
      </span>
      <span className="go-on">{shown ? t.visit.opened : t.visit.open}<Icon name="next" /></span>
    </Link>
  )
}

/** Which hospital, whether it is one's own, and the marks of its quality control. */
export function ExamPlace({ exam }: { exam: Exam }) {
  const t = useTexts()
  const place = usePlaceName()
  return (
    <span className="exam-place">
      <span>{place(exam.hospital)}</span>
      {exam.own && <em className="chip-own">{t.visit.own}</em>}
      {exam.marks.map(mark => <em key={mark} className="hr-mark">{mark}</em>)}
    </span>
  )
}

/** Whether it can be recognised, and why. Exams of the own hospital are not a matter of recognition. */
export function Recognisable({ exam, full = false }: { exam: Exam, full?: boolean }) {
  const t = useTexts()
  const names = useNames()
  const { yes } = exam.recognisable
  if (exam.own && !yes) return null
  const reasons = groundsOf(exam.recognisable).map(names.because)
  return (
    <span className={yes ? 'recognisable yes' : 'recognisable'}>
      <strong><Icon name={yes ? 'check' : 'differs'} />{yes ? t.visit.recognisable : t.visit.notRecognisable}</strong>
      {full
        ? reasons.map(reason => <span key={reason}>{reason}</span>)
        : !yes && reasons[0] && <span>{reasons[0]}</span>}
    </span>
  )
}
