import { describe, expect, it } from 'vitest'
import { yuan } from './money'

describe('yuan', () => {
  it('fen_areShownWithTwoPlaces', () => {
    expect(yuan(0)).toBe('¥0.00')
    expect(yuan(5)).toBe('¥0.05')
    expect(yuan(26_000)).toBe('¥260.00')
    expect(yuan(12_345)).toBe('¥123.45')
  })
  it('largeSums_areGrouped', () => {
    expect(yuan(123_456_789)).toBe('¥1,234,567.89')
    expect(yuan(100_000)).toBe('¥1,000.00')
  })
  it('whatIsGivenBack_hasAMinus', () => expect(yuan(-550)).toBe('−¥5.50'))
})
