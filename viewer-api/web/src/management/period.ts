import type { Period } from '../api/management'

export type PeriodName = 'days30' | 'month' | 'lastMonth' | 'year'

export const PERIODS: readonly PeriodName[] = ['days30', 'month', 'lastMonth', 'year']

/** First and last day of a period, both included, by the hospitals' calendar. */
export function periodOf(name: PeriodName, now: Date): Period {
  const today = new Date(now.getTime() + 8 * 3_600_000)
  const year = today.getUTCFullYear(), month = today.getUTCMonth(), date = today.getUTCDate()
  switch (name) {
    case 'days30': return { from: iso(year, month, date - 29), to: iso(year, month, date) }
    case 'month': return { from: iso(year, month, 1), to: iso(year, month, date) }
    case 'lastMonth': return { from: iso(year, month - 1, 1), to: iso(year, month, 0) }
    case 'year': return { from: iso(year, 0, 1), to: iso(year, month, date) }
  }
}

const iso = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The period an address asks for; the last 30 days when it names none that is one. */
export function periodIn(query: URLSearchParams, now: Date): Period {
  const from = query.get('from') ?? '', to = query.get('to') ?? ''
  return DAY.test(from) && DAY.test(to) && from <= to ? { from, to } : periodOf('days30', now)
}

export const nameOf = (period: Period, now: Date): PeriodName | undefined =>
  PERIODS.find(name => {
    const each = periodOf(name, now)
    return each.from === period.from && each.to === period.to
  })
