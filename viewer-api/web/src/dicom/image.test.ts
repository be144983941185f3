import { describe, expect, it } from 'vitest'
import { imagesOf } from './image'
import type { DicomJson } from './json'

const attribute = (...Value: unknown[]) => ({ vr: 'UN', Value })

function ct(number: number, more: DicomJson = {}): DicomJson {
  return {
    '00080018': attribute(`1.2.${number}`), '00200013': attribute(number),
    '00280002': attribute(1), '00280004': attribute('MONOCHROME2'), '00280010': attribute(512), '00280011': attribute(256),
    '00280100': attribute(16), '00280101': attribute(12), '00280102': attribute(11), '00280103': attribute(1),
    '00281050': attribute(40, -600), '00281051': attribute(400, 1500), '00281052': attribute(-1024), '00281053': attribute(1),
    '00280030': attribute(0.8, 0.4), '00200032': attribute(0, 0, 5 * number), '00200037': attribute(1, 0, 0, 0, 1, 0),
    ...more,
  }
}

describe('images of a series', () => {
  it('plainCt_isReadInFull', () => {
    const [image] = imagesOf([ct(1)], '/dicom-web/studies/1/series/2')
    expect(image).toMatchObject({
      path: '/dicom-web/studies/1/series/2/instances/1.2.1', frame: 1, rows: 512, columns: 256, aspect: 2,
      windows: [{ centre: 40, width: 400 }, { centre: -600, width: 1500 }],
      format: { bytes: 2, stored: 12, high: 11, signed: true, slope: 1, intercept: -1024, inverted: false, voi: 'LINEAR' },
    })
  })

  it('numbersWrittenAsText_areNumbers', () => {
    const [image] = imagesOf([ct(1, { '00281052': attribute('-1000'), '00280030': attribute('0.5', '0.5') })], '')
    expect(image!.format!.intercept).toBe(-1000)
    expect(image!.aspect).toBe(1)
  })

  it('anyOrderOfArrival_isReadByInstanceNumber', () => {
    expect(imagesOf([ct(10), ct(2), ct(1)], '').map(image => image.instanceNumber)).toEqual([1, 2, 10])
  })

  it('instanceNumbersThatRepeat_placesDecide', () => {
    const same = [30, 10, 20].map(z => ct(1, { '00080018': attribute(`1.${z}`), '00200032': attribute(0, 0, z) }))
    expect(imagesOf(same, '').map(image => image.position![2])).toEqual([10, 20, 30])
  })

  it('reportsAmongImages_areLeftOut', () => {
    expect(imagesOf([ct(1), { '00080018': attribute('1.3'), '00080060': attribute('SR') }], '')).toHaveLength(1)
  })

  it('colourPaletteAndLookUpTables_areLeftToTheServer', () => {
    const exotic: DicomJson[] = [
      { '00280004': attribute('RGB'), '00280002': attribute(3) },
      { '00280004': attribute('PALETTE COLOR') },
      { '00280100': attribute(32) },
      { '00283000': attribute({ '00283002': attribute(256, 0, 16) }) },
    ]
    for (const more of exotic) expect(imagesOf([ct(1, more)], '')[0]!.format).toBeUndefined()
  })

  it('monochrome1_isInverted', () => {
    expect(imagesOf([ct(1, { '00280004': attribute('MONOCHROME1') })], '')[0]!.format!.inverted).toBe(true)
  })

  it('enhancedMultiFrame_eachFrameHasItsOwnPlaceAndWindow', () => {
    const frame = (z: number, centre: number) => ({
      '00209113': attribute({ '00200032': attribute(0, 0, z) }),
      '00289132': attribute({ '00281050': attribute(centre), '00281051': attribute(100) }),
    })
    const shared = {
      '00209116': attribute({ '00200037': attribute(0, 1, 0, 0, 0, -1) }),
      '00289145': attribute({ '00281052': attribute(-5), '00281053': attribute(2) }),
      '00289110': attribute({ '00280030': attribute(1, 1) }),
    }
    const images = imagesOf([ct(1, {
      '00280008': attribute('2'), '52009229': attribute(shared), '52009230': attribute(frame(7, 1), frame(9, 2)),
    })], '')
    expect(images.map(image => [image.frame, image.position![2], image.windows[0]!.centre])).toEqual([[1, 7, 1], [2, 9, 2]])
    expect(images[0]!.format).toMatchObject({ slope: 2, intercept: -5 })
    expect(images[0]!.orientation).toEqual([0, 1, 0, 0, 0, -1])
  })
})
