import { describe, expect, it } from 'vitest'
import type { Series } from '../dicom/query'
import { firstSeries } from './films'

const series = (uid: string, modality: string, description: string, imageCount: number): Series =>
  ({ study: '1', uid, number: 1, modality, description, bodyPart: '', manufacturer: '', imageCount })

describe('firstSeries', () => {
  const lung = series('lung', 'CT', 'Lung 1.0', 200), localizer = series('loc', 'CT', 'Topogram', 2), secondary = series('sc', 'OT', 'Lung 1.0', 200)
  it('besideASeries_theOneMostLikeItOpens', () => {
    expect(firstSeries([[lung], [localizer, secondary, series('other', 'CT', 'lung 1.0 ', 180)]]).map(each => each.uid)).toEqual(['lung', 'other'])
  })
  it('noNameAlike_theOneOfAboutAsManyImagesOpens', () => {
    expect(firstSeries([[lung], [localizer, series('axial', 'CT', 'Axial', 150)]]).map(each => each.uid)).toEqual(['lung', 'axial'])
  })
  it('filmWithoutPictures_opensNothing', () => expect(firstSeries([[], [lung]])).toEqual([]))
})
