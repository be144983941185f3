import { describe, expect, it } from 'vitest'
import { day, daysBetween, moment } from './times'

const NOW = new Date('2026-11-22T06:00:00Z')

describe('times', () => {
  it('dayAndInstant_areTheHospitalsDay', () => {
    expect(day('2026-11-22', 'zh')).toBe('2026年11月22日')
    expect(day('2026-11-21T17:00:00Z', 'zh')).toBe('2026年11月22日')
    expect(day('2026-11-22', 'en')).toBe('22 November 2026')
  })
  it('momentOfThisYear_leavesTheYearOut', () => {
    expect(moment('2026-11-22T01:05:00Z', 'zh', NOW)).toBe('11月22日 09:05')
    expect(moment('2025-11-22T01:05:00Z', 'zh', NOW)).toContain('2025')
  })
  it('somethingElse_isEmpty', () => {
    expect(day('', 'zh')).toBe('')
    expect(moment('soon', 'en', NOW)).toBe('')
  })
  it('days_areCountedByTheCalendar', () => {
    expect(daysBetween('2026-11-08', '2026-11-22T01:00:00Z')).toBe(14)
    expect(daysBetween('2026-11-08', new Date('2026-11-21T17:00:00Z'))).toBe(14)
  })
})
