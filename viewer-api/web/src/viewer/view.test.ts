import { describe, expect, it } from 'vitest'
import { FITTED, fitted, moved, sidePlaces, zoomed } from './view'

describe('the view', () => {
  it('zoomAboutAPoint_thatPointStays', () => {
    const before = moved(FITTED, 10, 20)
    const after = zoomed(before, 2, 100, 50)
    // A picture point u lies at u * scale + shift.
    const u = (100 - before.x) / before.scale, v = (50 - before.y) / before.scale
    expect(u * after.scale + after.x).toBeCloseTo(100)
    expect(v * after.scale + after.y).toBeCloseTo(50)
  })

  it('zoom_hasLimits', () => {
    expect(zoomed(FITTED, 1000).scale).toBe(12)
    expect(zoomed(FITTED, 0.001).scale).toBe(0.5)
  })

  it('fit_keepsProportions_alsoOfOblongPixels', () => {
    expect(fitted(512, 512, 1, 390, 600)).toEqual([390, 390])
    expect(fitted(512, 256, 2, 390, 600)).toEqual([390, 390])
    expect(fitted(100, 400, 1, 800, 400)).toEqual([100, 400])
  })

  it('namesOfTheSides_standByThePicture_notAtTheWindowsEdge', () => {
    const { left, right, top } = sidePlaces([700, 700], FITTED, [1440, 700])
    expect(left).toEqual({ at: 362, outside: true })
    expect(right).toEqual(left)
    expect(top).toEqual({ at: 8, outside: false })
    expect(sidePlaces([700, 700], moved(FITTED, 100, 0), [1440, 700]).left.at).toBe(462)
  })

  it('namesOfTheSides_stayInSight', () => {
    expect(sidePlaces([390, 390], FITTED, [390, 390]).left).toEqual({ at: 8, outside: false })
    expect(sidePlaces([390, 390], zoomed(FITTED, 4), [390, 390]).left).toEqual({ at: 8, outside: false })
    const { left, right } = sidePlaces([390, 390], moved(FITTED, 2000, 0), [390, 390])
    expect(left.at).toBeLessThan(390)
    expect(right.at).toBe(8)
  })
})
