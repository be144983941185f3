import { useCallback, useEffect, useState } from 'react'
import { goBack } from '../app/router'
import { useHospitalName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import type { Image } from '../dicom/image'
import { ageAt, examWords, isSynthetic, maskedId, shortDate } from '../dicom/display'
import type { Series, Study } from '../dicom/query'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import type { Tool } from '../viewer/gestures'
import { withPictures } from '../viewer/series'
import { matchingIndex } from '../viewer/sync'
import { type OpenStudy, useStudy } from '../viewer/useStudy'
import { FITTED, zoomed } from '../viewer/view'
import type { Look } from '../viewer/Viewport'
import { CT_PRESETS, type PresetName } from '../viewer/window'
import { Pane } from './Pane'
import { SeriesStrip } from './SeriesStrip'
import { Toolbar } from './Toolbar'

export function ViewerPage({ study }: { study: string }) {
  const t = useTexts()
  const [open, again] = useStudy(study)
  return (
    <div className="viewer">
      {open.state === 'loading' && <Busy />}
      {open.state === 'failed' && <FailureNotice why={open.why} retry={again} />}
      {open.state === 'ready' && (withPictures(open.value.series).length > 0
        ? <Workplace open={open.value} />
        : <Notice icon="empty" title={t.viewer.noSeries} detail="" action={{ label: t.back, run: () => goBack('/doctor') }} />)}
    </div>
  )
}

interface PaneState {
  series: string
  look: Look
}

const LOOK: Look = { index: 0, window: undefined, inverted: false, view: FITTED }

function Workplace({ open: { study, series: all } }: { open: OpenStudy }) {
  const series = withPictures(all)
  const [panes, setPanes] = useState<PaneState[]>(() => [{ series: series[0]!.uid, look: LOOK }])
  const [images, setImages] = useState<ReadonlyMap<string, readonly Image[]>>(() => new Map())
  const [active, setActive] = useState(0)
  const [tool, setTool] = useState<Tool>('window')
  const [sync, setSync] = useState(false)
  const [playing, setPlaying] = useState(false)

  const change = useCallback((at: number, part: Partial<Look> | ((look: Look) => Partial<Look>)) => {
    setPanes(before => {
      const look = before[at]!.look
      const next = { ...look, ...(typeof part === 'function' ? part(look) : part) }
      return before.map((pane, i) => {
        if (i === at) return { ...pane, look: next }
        if (!sync || next.index === look.index) return pane
        const from = images.get(before[at]!.series) ?? [], to = images.get(pane.series) ?? []
        return { ...pane, look: { ...pane.look, index: matchingIndex(from, next.index, to) } }
      })
    })
  }, [sync, images])

  const loaded = useCallback((uid: string, list: readonly Image[]) => {
    setImages(before => before.get(uid) === list ? before : new Map(before).set(uid, list))
  }, [])
  const choose = (uid: string) => setPanes(before => before.map((pane, i) => (i === active ? { series: uid, look: LOOK } : pane)))
  const split = (two: boolean) => {
    setActive(0)
    setPanes(before => two ? [before[0]!, { series: (series[1] ?? series[0]!).uid, look: LOOK }] : [before[0]!])
  }
  const reset = (at: number) => change(at, { view: FITTED, window: undefined, inverted: false })
  const preset = (name: PresetName) => change(active, { window: name === 'default' ? undefined : CT_PRESETS[name] })
  const activeSeries = series.find(each => each.uid === panes[active]?.series)
  const activeImages = images.get(activeSeries?.uid ?? '') ?? []

  useCine(playing, activeImages, () => change(active, look => ({ index: (look.index + 1) % Math.max(1, activeImages.length) })))
  useKeys({
    scroll: by => change(active, look => ({ index: Math.min(Math.max(0, activeImages.length - 1), Math.max(0, look.index + by)) })),
    zoom: factor => change(active, look => ({ view: zoomed(look.view, factor) })),
    invert: () => change(active, look => ({ inverted: !look.inverted })),
    reset: () => reset(active),
    preset: name => activeSeries?.modality === 'CT' || name === 'default' ? preset(name) : undefined,
  })
  return (
    <>
      <TopBar study={study} series={activeSeries} />
      <Toolbar tool={tool} setTool={setTool} two={panes.length > 1} split={split} sync={sync} setSync={setSync}
        playing={playing} setPlaying={setPlaying} ct={activeSeries?.modality === 'CT' && activeImages.some(image => image.format)} preset={preset}
        window={panes[active]?.look.window} inverted={panes[active]?.look.inverted ?? false}
        invert={() => change(active, look => ({ inverted: !look.inverted }))} reset={() => reset(active)} />
      <div className="workplace">
        <SeriesStrip series={series} shown={panes.map(pane => pane.series)} active={panes[active]?.series} choose={choose} />
        <div className={panes.length > 1 ? 'panes two' : 'panes'}>
          {panes.map((pane, i) => (
            <Pane key={i} study={study} series={series.find(each => each.uid === pane.series)!} look={pane.look}
              active={panes.length > 1 && i === active} tool={tool} share={panes.length}
              change={part => change(i, part)} reset={() => reset(i)} focus={() => setActive(i)} loaded={loaded} />
          ))}
        </div>
      </div>
    </>
  )
}

function TopBar({ study, series }: { study: Study, series: Series | undefined }) {
  const t = useTexts()
  const hospital = useHospitalName(study.institution)
  const age = ageAt(study.birthDate, study.date)
  return (
    <header className="viewer-top">
      <button className="tool" data-test="back" onClick={() => goBack('/doctor')}><Icon name="back" />{t.back}</button>
      <div className="viewer-title">
        <strong>{study.patientName || t.unknownName}</strong>
        <span>{[t.sex[study.sex], age === undefined ? '' : t.years(age)].filter(Boolean).join(' ')}</span>
        <span className="mono">{maskedId(study.patientId)}</span>
        <span>{shortDate(study.date)}</span>
        <span>{examWords(study.modalities, study.bodyPart, study.description, t)}</span>
        <span>{hospital}</span>
      </div>
      {isSynthetic(series?.manufacturer || study.manufacturer) && <em className="mark">{t.demoStudy}</em>}
    </header>
  )
}

/** Plays the active stack at the speed its images state, else ten a second. */
function useCine(playing: boolean, images: readonly Image[], step: () => void) {
  useEffect(() => {
    if (!playing || images.length < 2) return
    const timer = setInterval(step, Math.max(33, images[0]?.frameTime ?? 100))
    return () => clearInterval(timer)
  })
}

function useKeys(actions: {
  scroll(by: number): void, zoom(factor: number): void, invert(): void, reset(): void, preset(name: PresetName): void
}) {
  useEffect(() => {
    const presets: PresetName[] = ['default', 'lung', 'bone', 'soft', 'brain']
    const keys: Record<string, () => void> = {
      ArrowDown: () => actions.scroll(1), ArrowUp: () => actions.scroll(-1),
      ArrowRight: () => actions.scroll(1), ArrowLeft: () => actions.scroll(-1),
      PageDown: () => actions.scroll(10), PageUp: () => actions.scroll(-10),
      Home: () => actions.scroll(-1e6), End: () => actions.scroll(1e6),
      '+': () => actions.zoom(1.25), '=': () => actions.zoom(1.25), '-': () => actions.zoom(0.8),
      i: actions.invert, r: actions.reset,
    }
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return
      const preset = presets[Number(event.key) - 1]
      const action = preset ? () => actions.preset(preset) : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
}
