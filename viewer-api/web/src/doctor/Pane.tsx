import { useEffect } from 'react'
import { useHospitalName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import type { Image, Window } from '../dicom/image'
import { maskedId, shortDate } from '../dicom/display'
import type { Series, Study } from '../dicom/query'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import type { Tool } from '../viewer/gestures'
import { seriesName } from '../viewer/series'
import { useImages } from '../viewer/useStudy'
import { type Look, Viewport } from '../viewer/Viewport'
import { shown, toolOn } from '../viewer/window'

const CACHE_BYTES = 384 * 1024 * 1024

/** One of the doctor's viewports with the texts over it. */
export function Pane({ study, series, look, active, tool: chosen, side, share, change, reset, focus, loaded }: {
  study: Study, series: Series, look: Look, active: boolean, tool: Tool
  /** Which of two it is: both may show the same series. */
  side: 'left' | 'right' | undefined
  /** How many panes there are: they share the memory. */
  share: number
  change(part: Partial<Look> | ((look: Look) => Partial<Look>)): void
  reset(): void
  focus(): void
  loaded(series: string, images: readonly Image[]): void
}) {
  const t = useTexts()
  const hospital = useHospitalName(study.institution)
  const [images, again] = useImages(series.study, series.uid)
  const list = images.state === 'ready' ? images.value : undefined
  useEffect(() => {
    if (list) loaded(series.uid, list)
  }, [list, loaded, series.uid])
  const tool = toolOn(list ?? [], look.index, chosen)
  const name = side ? `${t.viewer.panes[side]} · ${seriesName(series, t)}` : seriesName(series, t)
  const overlay = (window: Window | undefined) => (
    <>
      <div className="overlay top-left">
        <strong>{study.patientName}</strong><span className="mono">{maskedId(study.patientId)}</span><span>{hospital}</span>
      </div>
      <div className="overlay top-right"><span>{series.modality} · {series.number}</span><span>{seriesName(series, t)}</span><span>{shortDate(study.date)}</span></div>
      <div className="overlay bottom-left">
        <span data-test="slice">{look.index + 1} / {list?.length ?? 0}</span>
        {window && <span>{t.viewer.level} {shown(window.width)} / {shown(window.centre)}</span>}
        <span>{Math.round(look.view.scale * 100)}%</span>
      </div>
    </>
  )
  return (
    <section className={active ? 'pane active' : 'pane'} aria-label={name} tabIndex={0} onFocus={focus}>
      {images.state === 'loading' && <Busy />}
      {images.state === 'failed' && <FailureNotice why={images.why} retry={again} />}
      {list?.length === 0 && <Notice icon="empty" title={t.viewer.noImages} detail="" />}
      {list && list.length > 0 && (
        <Viewport images={list} look={look} change={change} tool={tool} touchTool={() => tool} onReset={reset} onFocus={focus}
          cacheBytes={CACHE_BYTES / share} previewFirst={false} label={name} overlay={overlay} />
      )}
    </section>
  )
}
