import { useState } from 'react'
import { useLoaded } from '../api/useLoaded'
import { type Exam, fetchTimeline, type Order, type Timeline } from '../api/visit'
import { go, goBack, useQuery } from '../app/router'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Toolbar } from '../doctor/Toolbar'
import { turned, useCine, useKeys } from '../viewer/useKeys'
import { paneOf, usePanes } from '../doctor/usePanes'
import { isSynthetic } from '../dicom/display'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import type { Tool } from '../viewer/gestures'
import { withPictures } from '../viewer/series'
import type { OpenStudy } from '../viewer/useStudy'
import { moved, zoomed } from '../viewer/view'
import { CT_PRESETS, hasWindow, type PresetName, toolOn } from '../viewer/window'
import { ExamPlace, Recognisable } from '../visit/Exams'
import { besideOf, byDate, chosenOf, comparePath, patientPath } from '../visit/timeline'
import { useNames } from '../visit/words'
import { useCaption } from './captions'
import { Decisions } from './Decisions'
import { FilmPanes } from './FilmPanes'
import { firstSeries, useFilms } from './films'
import { ReportText } from './ReportText'

/** A prior on the whole screen, beside another film of the patient, with its report and the decision about it. */
export function SideBySidePage({ patient }: { patient: string }) {
  const t = useTexts()
  usePageTitle(t.viewer.two)
  const query = useQuery()
  const left = query.get('left'), right = query.get('right'), orderId = query.get('order')
  const [timeline, again] = useLoaded(signal => fetchTimeline(patient, signal), [patient])
  const back = () => goBack(patientPath(patient, left ?? undefined, orderId ?? undefined))
  const chosen = timeline.state === 'ready' ? chosenOf(timeline.value, left, orderId) : undefined
  return (
    <main className="viewer">
      {timeline.state === 'loading' && <Busy />}
      {timeline.state === 'failed' && <FailureNotice page why={timeline.why} retry={again} />}
      {timeline.state === 'ready' && !chosen?.prior && (
        <Notice page icon="empty" title={t.notFound} detail={t.notFoundDetail} action={{ label: t.back, run: back }} />
      )}
      {timeline.state === 'ready' && chosen?.prior && (
        <Opened patient={patient} timeline={timeline.value} prior={chosen.prior} order={chosen.order} right={right} back={back} changed={again} />
      )}
    </main>
  )
}

/** `right` null: what one would put beside it; empty: nothing. */
function Opened({ patient, timeline, prior, order, right, back, changed }: {
  patient: string, timeline: Timeline, prior: Exam, order: Order | undefined, right: string | null, back(): void, changed(): void
}) {
  const t = useTexts()
  const names = useNames()
  const place = usePlaceName()
  const day = useDay()
  const beside = right === null ? besideOf(timeline.exams, prior) : timeline.exams.find(exam => exam.study === right)
  const [films, again] = useFilms(prior.study, beside?.study)
  const choose = (study: string) => go(`${comparePath(patient, prior.study, study || undefined, order?.id)}${study ? '' : '&right='}`, 'replace')
  const others = byDate(timeline.exams).filter(exam => exam.study !== prior.study)
  return (
    <>
      <header className="viewer-top">
        <button className="tool" data-test="back" onClick={back}><Icon name="back" />{t.back}</button>
        <div className="viewer-title">
          {films.state === 'ready' && <h1>{films.value[0]!.study.patientName || t.unknownName}</h1>}
          <span>{names.exam(prior)}</span>
        </div>
        <label className="beside-choice">
          <span>{t.prior.beside}</span>
          <select data-test="beside" value={beside?.study ?? ''} onChange={event => choose(event.target.value)}>
            <option value="">{t.prior.alone}</option>
            {others.map(exam => (
              <option key={exam.study} value={exam.study}>{[day(exam.date), names.exam(exam), place(exam.hospital)].filter(Boolean).join(' ')}</option>
            ))}
          </select>
        </label>
        {films.state === 'ready' && isSynthetic(films.value[0]!.study.manufacturer) && <em className="mark">{t.demoStudy}</em>}
      </header>
      <div className="reading">
        {films.state === 'loading' && <div className="reading-films"><Busy /></div>}
        {films.state === 'failed' && <div className="reading-films"><FailureNotice why={films.why} retry={again} /></div>}
        {films.state === 'ready' && (withPictures(films.value[0]!.series).length > 0
          ? <Reading key={films.value.map(film => film.study.uid).join(' ')} films={films.value} exams={[prior, beside]} back={back}
              split={two => choose(two ? (besideOf(timeline.exams, prior) ?? others[0])?.study ?? '' : '')} />
          : <div className="reading-films"><Notice icon="empty" title={t.viewer.noSeries} detail="" /></div>)}
        <aside className="reading-words" aria-label={t.prior.title} tabIndex={0}>
          <Recognisable exam={prior} full />
          <ExamPlace exam={prior} />
          <ReportText exam={prior} />
          <Decisions key={order?.id} exam={prior} order={order} changed={changed} />
        </aside>
      </div>
    </>
  )
}

function Reading({ films, exams, back, split }: {
  films: readonly OpenStudy[], exams: readonly (Exam | undefined)[], back(): void, split(two: boolean): void
}) {
  const caption = useCaption()
  const [active, setActive] = useState(0)
  const [tool, setTool] = useState<Tool>('window')
  const [sync, setSync] = useState(true)
  const [playing, setPlaying] = useState(false)
  const first = () => firstSeries(films.map(film => withPictures(film.series))).map(each => paneOf(each.uid))
  const { panes, images, change, loaded, choose, reset } = usePanes(first, sync, true)
  const series = films[active]?.series.find(each => each.uid === panes[active]?.series)
  const list = images.get(series?.uid ?? '') ?? []
  const look = panes[active]?.look
  const ct = series?.modality === 'CT' && list.some(image => image.format)
  const invert = () => change(active, now => ({ inverted: !now.inverted }))
  const preset = (name: PresetName) => change(active, { window: name === 'default' ? undefined : CT_PRESETS[name] })
  useCine(playing, list, () => change(active, now => ({ index: (now.index + 1) % Math.max(1, list.length) })))
  useKeys({
    scroll: by => change(active, now => ({ index: turned(now.index, by, list.length) })),
    pan: (dx, dy) => change(active, now => ({ view: moved(now.view, dx, dy) })),
    zoom: factor => change(active, now => ({ view: zoomed(now.view, factor) })),
    invert, reset: () => reset(active), preset: name => (ct || name === 'default' ? preset(name) : undefined), leave: back,
  })
  return (
    <div className="reading-films">
      <Toolbar tool={toolOn(list, look?.index ?? 0, tool)} windowed={hasWindow(list[look?.index ?? 0])} setTool={setTool} two={films.length > 1} split={split} sync={sync} setSync={setSync} playing={playing} setPlaying={setPlaying}
        ct={ct} window={look?.window} preset={preset} inverted={look?.inverted ?? false} invert={invert} reset={() => reset(active)} />
      <FilmPanes films={films} captions={[caption(exams[0], 'left'), caption(exams[1], 'right')]} panes={panes} active={active} tool={tool}
        change={change} reset={reset} choose={choose} focus={setActive} loaded={loaded} />
    </div>
  )
}
