import type { Texts } from '../app/texts'
import type { Series } from '../dicom/query'

const WITHOUT_PICTURES = new Set(['SR', 'PR', 'KO', 'RTSTRUCT', 'RTPLAN', 'DOC', 'REG', 'FID', 'AU', 'ECG'])

/** Series that are worth opening in a viewer. */
export const withPictures = (series: readonly Series[]) => series.filter(each => !WITHOUT_PICTURES.has(each.modality))

export const seriesName = (series: Series, t: Texts) => series.description || t.viewer.seriesN(String(series.number || ''))
