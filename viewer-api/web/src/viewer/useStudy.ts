import { useRef } from 'react'
import { useLoaded } from '../api/useLoaded'
import { type Image, imagesOf } from '../dicom/image'
import { fetchMetadata, findSeries, findStudy, type Series, seriesPath, type Study } from '../dicom/query'
import { RequestFailure } from '../api/http'

export interface OpenStudy {
  study: Study
  series: Series[]
}

/** A study and its series, asked for together. */
export async function openStudy(uid: string, signal?: AbortSignal): Promise<OpenStudy> {
  const [study, series] = await Promise.all([findStudy(uid, signal), findSeries(uid, signal)])
  if (!study) throw new RequestFailure(404)
  return { study, series }
}

export const useStudy = (uid: string) => useLoaded<OpenStudy>(signal => openStudy(uid, signal), [uid])

/** The images of a series; metadata that was loaded once is kept while the study is open. */
export function useImages(study: string, series: string | undefined) {
  const known = useRef(new Map<string, Image[]>())
  return useLoaded<Image[]>(async signal => {
    if (!series) return []
    const before = known.current.get(series)
    if (before) return before
    const images = imagesOf(await fetchMetadata(study, series, signal), seriesPath(study, series))
    known.current.set(series, images)
    return images
  }, [study, series])
}
