import { describe, expect, it } from 'vitest'
import { nameOf, periodIn, periodOf } from './period'

/** 22 November in Hangzhou, still the 21st in London. */
const NOW = new Date('2026-11-21T16:30:00Z')

describe('periods', () => {
  it('days_areThoseOfTheHospitals', () => {
    expect(periodOf('days30', NOW)).toEqual({ from: '2026-10-24', to: '2026-11-22' })
    expect(periodOf('month', NOW)).toEqual({ from: '2026-11-01', to: '2026-11-22' })
    expect(periodOf('lastMonth', NOW)).toEqual({ from: '2026-10-01', to: '2026-10-31' })
    expect(periodOf('year', NOW)).toEqual({ from: '2026-01-01', to: '2026-11-22' })
  })
  it('january_looksBackIntoLastYear', () => {
    expect(periodOf('lastMonth', new Date('2027-01-05T00:00:00Z'))).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  })
  it('addressWithoutAPeriod_orWithAWrongOne_isTheLast30Days', () => {
    expect(periodIn(new URLSearchParams('from=2026-01-01&to=2026-02-01'), NOW)).toEqual({ from: '2026-01-01', to: '2026-02-01' })
    for (const query of ['', 'from=2026-02-01&to=2026-01-01', 'from=yesterday&to=today']) {
      expect(periodIn(new URLSearchParams(query), NOW)).toEqual(periodOf('days30', NOW))
    }
  })
  it('periodOfAName_isRecognised', () => {
    expect(nameOf(periodOf('year', NOW), NOW)).toBe('year')
    expect(nameOf({ from: '2026-01-01', to: '2026-01-02' }, NOW)).toBeUndefined()
  })
})
