import { useState } from 'react'
import { useLoaded } from '../api/useLoaded'
import { findPatients } from '../api/visit'
import { goBack } from '../app/router'
import { useHospitalName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { ageAt, examWords, isSynthetic, maskedId, shortDate } from '../dicom/display'
import type { Series, Study } from '../dicom/query'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import type { Tool } from '../viewer/gestures'
import { withPictures } from '../viewer/series'
import { type OpenStudy, useStudy } from '../viewer/useStudy'
import { moved, zoomed } from '../viewer/view'
import { patientPath } from '../visit/timeline'
import { CT_PRESETS, hasWindow, type PresetName, toolOn } from '../viewer/window'
import { Pane } from './Pane'
import { SeriesStrip } from './SeriesStrip'
import { Toolbar } from './Toolbar'
import { turned, useCine, useKeys } from '../viewer/useKeys'
import { paneOf, sideOf, usePanes } from './usePanes'

/** @param leave where the arrow leads for somebody who only opened a link */
export function ViewerPage({ study, leave }: { study: string, leave?: () => void }) {
  const t = useTexts()
  usePageTitle(t.film)
  const [open, again] = useStudy(study)
  return (
    <main className="viewer">
      {open.state === 'loading' && <Busy />}
      {open.state === 'failed' && <FailureNotice page why={open.why} retry={again} />}
      {open.state === 'ready' && (withPictures(open.value.series).length > 0
        ? <Workplace open={open.value} leave={leave} />
        : <Notice page icon="empty" title={t.viewer.noSeries} detail="" action={{ label: t.back, run: leave ?? (() => goBack('/doctor')) }} />)}
    </main>
  )
}

function Workplace({ open: { study, series: all }, leave }: { open: OpenStudy, leave: (() => void) | undefined }) {
  const series = withPictures(all)
  const [active, setActive] = useState(0)
  const [tool, setTool] = useState<Tool>('window')
  const [sync, setSync] = useState(false)
  const [playing, setPlaying] = useState(false)
  const { panes, setPanes, images, change, loaded, choose, reset } = usePanes(() => [paneOf(series[0]!.uid)], sync)
  const split = (two: boolean) => {
    setActive(0)
    setPanes(before => two ? [before[0]!, paneOf((series[1] ?? series[0]!).uid)] : [before[0]!])
  }
  const preset = (name: PresetName) => change(active, { window: name === 'default' ? undefined : CT_PRESETS[name] })
  const activeSeries = series.find(each => each.uid === panes[active]?.series)
  const activeImages = images.get(activeSeries?.uid ?? '') ?? []
  const index = panes[active]?.look.index ?? 0

  const back = leave ?? (() => goBack('/doctor'))
  useCine(playing, activeImages, () => change(active, look => ({ index: (look.index + 1) % Math.max(1, activeImages.length) })))
  useKeys({
    scroll: by => change(active, look => ({ index: turned(look.index, by, activeImages.length) })),
    pan: (dx, dy) => change(active, look => ({ view: moved(look.view, dx, dy) })),
    zoom: factor => change(active, look => ({ view: zoomed(look.view, factor) })),
    invert: () => change(active, look => ({ inverted: !look.inverted })),
    reset: () => reset(active),
    preset: name => activeSeries?.modality === 'CT' || name === 'default' ? preset(name) : undefined,
    leave: back,
  })
  return (
    <>
      <TopBar study={study} series={activeSeries} back={back} shared={leave !== undefined} />
      <Toolbar tool={toolOn(activeImages, index, tool)} windowed={hasWindow(activeImages[index])} setTool={setTool} two={panes.length > 1} split={split} sync={sync} setSync={setSync}
        playing={playing} setPlaying={setPlaying} ct={activeSeries?.modality === 'CT' && activeImages.some(image => image.format)} preset={preset}
        window={panes[active]?.look.window} inverted={panes[active]?.look.inverted ?? false}
        invert={() => change(active, look => ({ inverted: !look.inverted }))} reset={() => reset(active)} />
      <div className="workplace">
        <SeriesStrip series={series} shown={panes.map(pane => pane.series)} active={panes[active]?.series} choose={uid => choose(active, uid)} />
        <div className={panes.length > 1 ? 'panes two' : 'panes'}>
          {panes.map((pane, i) => (
            <Pane key={i} study={study} series={series.find(each => each.uid === pane.series)!} look={pane.look}
              side={sideOf(i, panes.length)} active={panes.length > 1 && i === active} tool={tool} share={panes.length}
              change={part => change(i, part)} reset={() => reset(i)} focus={() => setActive(i)} loaded={loaded} />
          ))}
        </div>
      </div>
    </>
  )
}

function TopBar({ study, series, back, shared }: { study: Study, series: Series | undefined, back(): void, shared: boolean }) {
  const t = useTexts()
  const hospital = useHospitalName(study.institution)
  const age = ageAt(study.birthDate, study.date)
  return (
    <header className="viewer-top">
      <button className="tool" data-test="back" onClick={back}><Icon name="back" />{t.back}</button>
      <div className="viewer-title">
        <h1>{study.patientName || t.unknownName}</h1>
        <span>{[t.sex[study.sex], age === undefined ? '' : t.years(age)].filter(Boolean).join(' ')}</span>
        <span className="mono">{maskedId(study.patientId)}</span>
        <span>{shortDate(study.date)}</span>
        <span>{examWords(study.modalities, study.bodyPart, study.description, t)}</span>
        <span>{hospital}</span>
      </div>
      {!shared && <ToPatient number={study.patientId} />}
      {isSynthetic(series?.manufacturer || study.manufacturer) && <em className="mark">{t.demoStudy}</em>}
    </header>
  )
}

/** To the patient's page, where the film's number is that of one patient of the own hospital. */
function ToPatient({ number }: { number: string }) {
  const t = useTexts()
  const [found] = useLoaded(async signal => (number ? findPatients({ number }, signal) : []), [number])
  const only = found.state === 'ready' && found.value.length === 1 ? found.value[0] : undefined
  return only ? <Link className="tool" to={patientPath(only.id)} data-test="to-patient"><Icon name="patient" />{t.visit.openPatient}</Link> : null
}
