import { describe, expect, it } from 'vitest'
import { FITTED, fitted, moved, zoomed } from './view'

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
})
