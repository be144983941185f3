import { useLoaded } from '../api/useLoaded'
import { isAbort } from '../api/http'
import type { Series } from '../dicom/query'
import { withPictures } from '../viewer/series'
import { type OpenStudy, openStudy } from '../viewer/useStudy'

/** The films to show beside each other: the left one has to open, without the right one it is shown alone. */
export function useFilms(left: string, right: string | undefined) {
  return useLoaded<OpenStudy[]>(async signal => {
    const [first, second] = await Promise.all([
      openStudy(left, signal),
      right === undefined ? undefined : openStudy(right, signal).catch(error => {
        if (isAbort(error)) throw error
        return undefined
      }),
    ])
    return [first, second].filter(film => film !== undefined).filter((film, i) => i === 0 || withPictures(film.series).length > 0)
  }, [left, right])
}

/** How well two series go beside each other. */
export function likeness(a: Series, b: Series): number {
  const named = (series: Series) => series.description.trim().toLowerCase()
  return (a.modality === b.modality ? 4 : 0) + (named(a) !== '' && named(a) === named(b) ? 2 : 0)
    + Math.min(a.imageCount, b.imageCount) / Math.max(1, a.imageCount, b.imageCount)
}

/** The series each film opens with: the first one's first, then of each other the one most like it. */
export function firstSeries(films: readonly (readonly Series[])[]): Series[] {
  const first = films[0]?.[0]
  if (!first) return []
  return films.flatMap((series, i) => (i === 0 ? [first] : best(series, first)))
}

const best = (series: readonly Series[], wanted: Series) =>
  [...series].sort((a, b) => likeness(b, wanted) - likeness(a, wanted)).slice(0, 1)
