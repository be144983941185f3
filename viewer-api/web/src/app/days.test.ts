import { describe, expect, it } from 'vitest'
import { byDay, clock, dayHeading } from './days'

const words = { today: '今天', yesterday: '昨天' }

describe('days', () => {
  it('rowsOfOneDayInShanghai_standTogether', () => {
    const days = byDay([{ at: '2026-11-22T15:59:00Z' }, { at: '2026-11-21T16:00:00Z' }, { at: '2026-11-21T15:59:00Z' }])
    expect(days.map(day => [day.key, day.rows.length])).toEqual([['2026-11-22', 2], ['2026-11-21', 1]])
    expect(clock('2026-11-22T06:05:00Z')).toBe('14:05')
  })
  it('lastTwoDays_haveNames', () => {
    const now = new Date('2026-11-21T16:10:00Z')
    expect(dayHeading('2026-11-22', 'zh', words, now)).toBe('今天')
    expect(dayHeading('2026-11-21', 'zh', words, now)).toBe('昨天')
    expect(dayHeading('2026-11-20', 'zh', words, now)).toBe('2026年11月20日')
  })
})
