import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Exam, Order } from '../api/visit'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { paneOf, usePanes } from '../doctor/usePanes'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice } from '../parts/Notice'
import { Thumbnail } from '../parts/Thumbnail'
import { useMedia } from '../parts/useMedia'
import { withPictures } from '../viewer/series'
import { turned, turnsBy } from '../viewer/useKeys'
import type { OpenStudy } from '../viewer/useStudy'
import { ExamPlace, Recognisable } from '../visit/Exams'
import { useNames } from '../visit/words'
import { useCaption } from './captions'
import { Decisions } from './Decisions'
import { FilmPanes } from './FilmPanes'
import { firstSeries, useFilms } from './films'
import { ReportText } from './ReportText'

/** A prior on the patient's page: its film beside the present one, the report beside the images, and what to decide. */
export function PriorPanel({ exam, beside, order, comparePath, close, changed }: {
  exam: Exam, beside: Exam | undefined, order: Order | undefined, comparePath: string, close(): void, changed(): void
}) {
  const t = useTexts()
  const names = useNames()
  const day = useDay()
  const wide = useMedia('(min-width: 64rem)')
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever opened it by keyboard goes on from here.
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="prior" aria-label={t.prior.title} data-test="prior-panel" data-study={exam.study}>
      <header className="prior-head">
        <div>
          <h2 ref={heading} tabIndex={-1}>{names.exam(exam)}</h2>
          <p>{[day(exam.date) || t.unknownDate, names.ago(exam.date)].filter(Boolean).join(' · ')}</p>
          <ExamPlace exam={exam} />
        </div>
        <button className="quiet" onClick={close}><Icon name="close" />{t.close}</button>
      </header>
      <Recognisable exam={exam} full />
      <div className="prior-body">
        <div className="prior-films">
          {wide
            ? <Films key={`${exam.study} ${beside?.study}`} exam={exam} beside={beside} />
            : <Thumbnail path={`/dicom-web/studies/${exam.study}/thumbnail`} alt="" />}
          <Link className="button plain" to={comparePath} data-test="compare-films"><Icon name="two" />{t.prior.compare}</Link>
        </div>
        <div className="prior-words">
          <ReportText exam={exam} />
          <Decisions key={`${exam.study} ${order?.id}`} exam={exam} order={order} changed={changed} />
        </div>
      </div>
    </section>
  )
}

function Films({ exam, beside }: { exam: Exam, beside: Exam | undefined }) {
  const t = useTexts()
  const [films, again] = useFilms(exam.study, beside?.study)
  if (films.state === 'loading') return <div className="films-box"><Busy /></div>
  if (films.state === 'failed') return <FailureNotice why={films.why} retry={again} />
  if (withPictures(films.value[0]!.series).length === 0) return <p className="muted">{t.viewer.noSeries}</p>
  return <Turning films={films.value} exams={[exam, beside]} />
}

function Turning({ films, exams }: { films: readonly OpenStudy[], exams: readonly (Exam | undefined)[] }) {
  const t = useTexts()
  const caption = useCaption()
  const [active, setActive] = useState(0)
  const [sync, setSync] = useState(true)
  const state = usePanes(() => firstSeries(films.map(film => withPictures(film.series))).map(each => paneOf(each.uid)), sync, true)
  // The page scrolls by the same keys, so they turn slices only where the picture has the focus.
  const turn = (event: KeyboardEvent) => {
    const by = turnsBy(event), count = state.images.get(state.panes[active]?.series ?? '')?.length ?? 0
    if (by === undefined || event.target instanceof HTMLSelectElement) return
    event.preventDefault()
    state.change(active, look => ({ index: turned(look.index, by, count) }))
  }
  return (
    <>
      <div className="films-box dark" onKeyDown={turn}>
        <FilmPanes films={films} captions={[caption(exams[0], 'left'), caption(exams[1], 'right')]} {...state} active={active} tool="scroll" focus={setActive} />
      </div>
      {films.length > 1 && (
        <label className="check"><input type="checkbox" checked={sync} onChange={event => setSync(event.target.checked)} />{t.prior.sync}</label>
      )}
    </>
  )
}
