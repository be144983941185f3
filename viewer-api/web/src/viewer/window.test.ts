import { describe, expect, it } from 'vitest'
import type { Image, PixelFormat } from '../dicom/image'
import { adjusted, brightness, defaultWindow, dragged, hasWindow, storedValue, toolOn } from './window'

const format = (part: Partial<PixelFormat> = {}): PixelFormat =>
  ({ bytes: 2, stored: 16, high: 15, signed: true, slope: 1, intercept: 0, inverted: false, voi: 'LINEAR', ...part })

describe('stored pixels', () => {
  it('signed16_isTwosComplement', () => {
    expect(storedValue(0xfc18, format())).toBe(-1000)
    expect(storedValue(0x7fff, format())).toBe(32767)
  })

  it('twelveBitsSigned_overlayBitsAboveAreIgnored', () => {
    const twelve = format({ stored: 12, high: 11 })
    expect(storedValue(0xf800, twelve)).toBe(-2048)
    expect(storedValue(0xf7ff, twelve)).toBe(2047)
  })

  it('pixelsThatDoNotStartAtBitZero_areShiftedDown', () => {
    expect(storedValue(0xabc0, format({ stored: 12, high: 15, signed: false }))).toBe(0xabc)
  })
})

describe('windows', () => {
  it('linear_endsAreBlackAndWhite_asTheStandardCounts', () => {
    const window = { centre: 2048, width: 4096 }
    expect(brightness(0, window, format())).toBe(0)
    expect(brightness(4095, window, format())).toBe(1)
    expect(brightness(2047.5, window, format())).toBeCloseTo(0.5)
  })

  it('linearExact_spansTheWholeWidth', () => {
    const exact = format({ voi: 'LINEAR_EXACT' })
    expect(brightness(100, { centre: 100, width: 50 }, exact)).toBe(0.5)
    expect(brightness(75, { centre: 100, width: 50 }, exact)).toBe(0)
    expect(brightness(125, { centre: 100, width: 50 }, exact)).toBe(1)
  })

  it('sigmoid_isHalfAtTheCentre_andNeverQuiteBlack', () => {
    const sigmoid = format({ voi: 'SIGMOID' })
    expect(brightness(40, { centre: 40, width: 400 }, sigmoid)).toBe(0.5)
    expect(brightness(-400, { centre: 40, width: 400 }, sigmoid)).toBeGreaterThan(0)
  })

  it('widthOne_isAThreshold', () => {
    expect(brightness(10, { centre: 10, width: 1 }, format())).toBe(1)
    expect(brightness(9, { centre: 10, width: 1 }, format())).toBe(0)
  })

  it('imageWithoutAWindow_takesTheValuesThatOccur', () => {
    const image = { windows: [], format: format({ slope: 2, intercept: -10 }) } as unknown as Image
    const window = defaultWindow(image, Uint16Array.from({ length: 1000 }, (_, i) => i))
    expect(window.centre).toBeCloseTo(990, -1)
    expect(window.width).toBeGreaterThan(1900)
    expect(window.width).toBeLessThan(2000)
  })

  it('imageOfOneValue_stillHasAWidth', () => {
    const image = { windows: [], format: format() } as unknown as Image
    expect(defaultWindow(image, new Uint16Array(16))).toEqual({ centre: 0, width: 1 })
  })

  it('imageWithWindows_theFirstCounts', () => {
    const image = { windows: [{ centre: 40, width: 400 }, { centre: -600, width: 1500 }], format: format() } as unknown as Image
    expect(defaultWindow(image)).toEqual({ centre: 40, width: 400 })
  })

  it('dragging_rightWidens_downDarkens_andWidthStaysPositive', () => {
    const window = { centre: 40, width: 300 }
    expect(dragged(window, 30, 10)).toEqual({ centre: 50, width: 330 })
    expect(dragged(window, -10_000, 0).width).toBe(1)
  })

  it('brighterThenDarker_isWhereOneBegan', () => {
    const window = { centre: 40, width: 400 }
    expect(adjusted(adjusted(window, 'brighter'), 'darker')).toEqual(window)
    expect(brightness(40, adjusted(window, 'brighter'), format())).toBeGreaterThan(brightness(40, window, format()))
  })
})

describe('pictures without a window', () => {
  const grey = { format: format() } as Image, colour = { format: undefined } as Image

  it('grey_hasOne_andSoHasWhatIsStillToCome', () => {
    expect(hasWindow(grey)).toBe(true)
    expect(hasWindow(undefined)).toBe(true)
    expect(toolOn([grey], 0, 'window')).toBe('window')
    expect(toolOn([], 0, 'window')).toBe('window')
  })

  it('colour_hasNone_theMainButtonDoesWhatItCan', () => {
    expect(hasWindow(colour)).toBe(false)
    expect(toolOn([colour, colour], 1, 'window')).toBe('scroll')
    expect(toolOn([colour], 0, 'window')).toBe('pan')
    expect(toolOn([colour], 0, 'zoom')).toBe('zoom')
  })

  it('colourAmongGreys_isWhatCountsWhileItIsShown', () => {
    expect(toolOn([grey, colour], 0, 'window')).toBe('window')
    expect(toolOn([grey, colour], 1, 'window')).toBe('scroll')
  })
})
