import { type ReactNode, useState } from 'react'
import { goBack } from '../app/router'
import { useHospitalName } from '../app/hospitals'
import { useSettings, useTexts } from '../app/settings'
import { examWords, isSynthetic, plainDate } from '../dicom/display'
import type { Image, Window } from '../dicom/image'
import { type Series, seriesPath } from '../dicom/query'
import { Icon, type IconName } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { Thumbnail, useThumbnail } from '../parts/Thumbnail'
import { usePageTitle } from '../parts/usePageTitle'
import { seriesName, withPictures } from '../viewer/series'
import { turned, useCine, useKeys } from '../viewer/useKeys'
import { type OpenStudy, useImages, useStudy } from '../viewer/useStudy'
import { FITTED, moved, zoomed } from '../viewer/view'
import { type Look, Viewport } from '../viewer/Viewport'
import { adjusted, CT_PRESETS, hasWindow, sameWindow } from '../viewer/window'
import { DownloadSheet } from './DownloadSheet'
import { Scrubber } from './Scrubber'
import { ShareSheet } from './ShareSheet'
import { Sheet } from './Sheet'

const CACHE_BYTES = 96 * 1024 * 1024
/** A film opens in the middle of the stack, where there is most to see and where its thumbnail is from. */
const MIDDLE = -1
const LOOK: Look = { index: MIDDLE, window: undefined, inverted: false, view: FITTED }

const withMouse = () => matchMedia('(hover: hover) and (pointer: fine)').matches

type Open = 'series' | 'brightness' | 'download' | 'share'

/**
 * A film for one thumb: the picture, and below it everything there is to press.
 *
 * @param leave where the arrow leads for somebody who only opened a link, and may not share it on
 */
export function FilmPage({ study, leave }: { study: string, leave?: () => void }) {
  const t = useTexts()
  usePageTitle(t.film)
  const [open, again] = useStudy(study)
  // Asked for together with what the film consists of, so that there is something to see at once.
  const { url } = useThumbnail(`/dicom-web/studies/${study}/thumbnail`)
  const thumbnail = url && <img src={url} alt="" />
  return (
    <main className="viewer phone">
      {open.state === 'loading' && <section className="phone-picture"><FirstLook picture={thumbnail} /></section>}
      {open.state === 'failed' && <FailureNotice page why={open.why} retry={again} />}
      {open.state === 'ready' && (withPictures(open.value.series).length > 0
        ? <Film open={open.value} thumbnail={thumbnail} leave={leave} />
        : <Notice page icon="empty" title={t.viewer.noSeries} detail="" action={{ label: t.back, run: leave ?? (() => goBack('/films')) }} />)}
    </main>
  )
}

function Film({ open: { study, series: all }, thumbnail, leave }: { open: OpenStudy, thumbnail: ReactNode, leave: (() => void) | undefined }) {
  const t = useTexts()
  const { language } = useSettings()
  const hospital = useHospitalName(study.institution)
  const series = withPictures(all)
  const [chosen, setChosen] = useState<Series>(series[0]!)
  const [images, again] = useImages(study.uid, chosen.uid)
  const [kept, setLook] = useState(LOOK)
  const [sheet, setSheet] = useState<Open>()
  const [shown, setShown] = useState<Window>()
  const [hinted, setHinted] = useState(false)
  const [playing, setPlaying] = useState(false)
  const list = images.state === 'ready' ? images.value : []
  const placed = (look: Look): Look => (look.index === MIDDLE ? { ...look, index: Math.floor(list.length / 2) } : look)
  const look = placed(kept)
  const change = (part: Partial<Look> | ((look: Look) => Partial<Look>)) => {
    setHinted(true)
    setLook(before => {
      const now = placed(before)
      return { ...now, ...(typeof part === 'function' ? part(now) : part) }
    })
  }
  const reset = () => change({ view: FITTED, window: undefined, inverted: false })
  const back = leave ?? (() => goBack('/films'))
  useCine(playing, list, () => change(now => ({ index: (now.index + 1) % list.length })))
  useKeys({
    scroll: by => change(now => ({ index: turned(now.index, by, list.length) })), pan: (dx, dy) => change(now => ({ view: moved(now.view, dx, dy) })),
    reset, leave: back, zoom: factor => change(now => ({ view: zoomed(now.view, factor) })), invert: () => change(now => ({ inverted: !now.inverted })),
  })
  const choose = (next: Series) => {
    setPlaying(false)
    setChosen(next)
    setLook(LOOK)
    setSheet(undefined)
  }
  // The largest series stands for the study in its thumbnail.
  const largest = Math.max(...series.map(each => each.imageCount))
  const firstLook = <FirstLook picture={chosen.imageCount === largest ? thumbnail : <Thumbnail path={`${seriesPath(study.uid, chosen.uid)}/thumbnail`} alt="" />} />
  const synthetic = isSynthetic(chosen.manufacturer || study.manufacturer || (list[0]?.manufacturer ?? ''))
  return (
    <>
      <header className="phone-top">
        <button className="tool" data-test="back" aria-label={t.back} onClick={back}><Icon name="back" /></button>
        <div>
          <h1>{examWords(study.modalities, study.bodyPart, study.description, t)}</h1>
          <small>{[plainDate(study.date, language), hospital].filter(Boolean).join(' · ')}</small>
        </div>
      </header>
      {synthetic && <p className="phone-mark"><em className="mark">{t.demoStudy}</em></p>}
      <section className="phone-picture" aria-label={seriesName(chosen, t)}>
        {images.state === 'loading' && firstLook}
        {images.state === 'failed' && <FailureNotice why={images.why} retry={again} />}
        {images.state === 'ready' && list.length === 0 && <Notice icon="empty" title={t.viewer.noImages} detail="" />}
        {list.length > 0 && (
          <Viewport key={chosen.uid} images={list} look={look} change={change} tool="scroll" onReset={reset} onFocus={() => setHinted(true)}
            touchTool={now => (now.view.scale > 1.05 || list.length < 2 ? 'pan' : 'scroll')}
            cacheBytes={CACHE_BYTES} previewFirst plainSides label={seriesName(chosen, t)} onWindow={setShown} firstLook={firstLook}
            overlay={() => !hinted && list.length > 1 && <p className="hint">{withMouse() ? t.viewer.hintMouse : t.viewer.hint}</p>} />
        )}
      </section>
      <footer className="phone-bottom">
        <Scrubber index={look.index} count={list.length} change={index => change({ index })}
          {...(isClip(list) ? { playing, play: setPlaying } : {})} />
        <nav aria-label={t.viewer.tools}>
          <Action icon="layers" test="series" label={`${t.viewer.series} ${series.indexOf(chosen) + 1}/${series.length}`} run={() => setSheet('series')} />
          {hasWindow(list[look.index]) && <Action icon="sun" test="brightness" label={t.viewer.brightness} run={() => setSheet('brightness')} />}
          <Action icon="reset" test="reset" label={t.viewer.reset} run={reset} />
          <Action icon="download" test="download" label={t.viewer.downloadShort} run={() => setSheet('download')} />
          {!leave && <Action icon="share" test="share" label={t.share.button} run={() => setSheet('share')} />}
        </nav>
      </footer>
      {sheet === 'series' && <SeriesSheet series={series} chosen={chosen} choose={choose} close={() => setSheet(undefined)} />}
      {sheet === 'brightness' && shown && (
        <BrightnessSheet ct={chosen.modality === 'CT'} shown={shown} chosen={look.window} choose={window => change({ window })} close={() => setSheet(undefined)} />
      )}
      {sheet === 'download' && <DownloadSheet study={study} close={() => setSheet(undefined)} />}
      {sheet === 'share' && <ShareSheet study={study.uid} close={() => setSheet(undefined)} />}
    </>
  )
}

/** A small picture where the large one will be, and that it is on its way. */
function FirstLook({ picture }: { picture: ReactNode }) {
  return <div className="first-look">{picture}<Busy /></div>
}

/** A clip, such as of a beating heart, says how fast it was taken. */
const isClip = (images: readonly Image[]) => images.length > 1 && images[0]?.frameTime !== undefined

function Action({ icon, test, label, run }: { icon: IconName, test: string, label: string, run: () => void }) {
  return <button className="action" data-test={test} onClick={run}><Icon name={icon} />{label}</button>
}

function SeriesSheet({ series, chosen, choose, close }: {
  series: readonly Series[], chosen: Series, choose(series: Series): void, close(): void
}) {
  const t = useTexts()
  return (
    <Sheet title={t.viewer.series} close={close}>
      <div className="sheet-series">
        {series.map(each => (
          <button key={each.uid} data-test="choose-series" aria-current={each === chosen} onClick={() => choose(each)}>
            <Thumbnail path={`${seriesPath(each.study, each.uid)}/thumbnail`} alt="" />
            <span><strong>{seriesName(each, t)}</strong><small>{t.viewer.slices(each.imageCount)}</small></span>
          </button>
        ))}
      </div>
    </Sheet>
  )
}

function BrightnessSheet({ ct, shown, chosen, choose, close }: {
  ct: boolean, shown: Window, chosen: Window | undefined, choose(window: Window | undefined): void, close(): void
}) {
  const t = useTexts()
  const fixed = [['original', undefined], ...(ct
    ? [['lungPlain', CT_PRESETS.lung], ['bonePlain', CT_PRESETS.bone], ['softPlain', CT_PRESETS.soft], ['brainPlain', CT_PRESETS.brain]] as const
    : [])] as const
  return (
    <Sheet title={t.viewer.brightness} close={close}>
      <div className="choices">
        {fixed.map(([name, window]) => (
          <button key={name} data-test={`brightness-${name}`} aria-pressed={sameWindow(chosen, window)} onClick={() => choose(window)}>{t.presets[name]}</button>
        ))}
      </div>
      <div className="choices">
        {(['brighter', 'darker', 'strong'] as const).map(by => (
          <button key={by} data-test={`brightness-${by}`} onClick={() => choose(adjusted(shown, by))}>{t.presets[by]}</button>
        ))}
      </div>
    </Sheet>
  )
}
