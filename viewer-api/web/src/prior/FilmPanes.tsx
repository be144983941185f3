import type { ReactNode } from 'react'
import { useTexts } from '../app/settings'
import { Pane } from '../doctor/Pane'
import { type LookChange, type PaneState, sideOf } from '../doctor/usePanes'
import type { Image } from '../dicom/image'
import type { Tool } from '../viewer/gestures'
import { seriesName, withPictures } from '../viewer/series'
import type { OpenStudy } from '../viewer/useStudy'

/** One film, or two beside each other, each with its own choice of series. */
export function FilmPanes({ films, captions, panes, active, tool, change, reset, choose, focus, loaded }: {
  films: readonly OpenStudy[], captions: readonly ReactNode[], panes: readonly PaneState[], active: number, tool: Tool
  change(at: number, part: LookChange): void
  reset(at: number): void
  choose(at: number, series: string): void
  focus(at: number): void
  loaded(series: string, images: readonly Image[]): void
}) {
  return (
    <div className={panes.length > 1 ? 'panes two' : 'panes'}>
      {panes.map((pane, i) => {
        const film = films[i]!, series = withPictures(film.series)
        return (
          <div className="film" key={film.study.uid} data-test={i === 0 ? 'film-left' : 'film-right'}>
            <div className="film-head">
              <span>{captions[i]}</span>
              <SeriesChoice film={film} value={pane.series} choose={uid => choose(i, uid)} />
            </div>
            <Pane study={film.study} series={series.find(each => each.uid === pane.series)!} look={pane.look} side={sideOf(i, panes.length)}
              active={panes.length > 1 && i === active} tool={tool} share={panes.length} change={part => change(i, part)} reset={() => reset(i)} focus={() => focus(i)} loaded={loaded} />
          </div>
        )
      })}
    </div>
  )
}

function SeriesChoice({ film, value, choose }: { film: OpenStudy, value: string, choose(uid: string): void }) {
  const t = useTexts()
  const series = withPictures(film.series)
  if (series.length < 2) return null
  return (
    <select aria-label={t.prior.series} value={value} onChange={event => choose(event.target.value)}>
      {series.map(each => <option key={each.uid} value={each.uid}>{`${seriesName(each, t)} · ${t.viewer.slices(each.imageCount)}`}</option>)}
    </select>
  )
}
