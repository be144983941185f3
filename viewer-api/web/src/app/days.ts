import { day } from './times'
import type { Language } from './texts'

/** The hospitals' calendar day of an instant, as a key to group by: 2026-11-22. */
export function dayKey(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at)
}

/** 14:05 */
export function clock(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' }).format(new Date(at))
}

export interface Day<T> { key: string, at: string, rows: T[] }

/** Rows that come newest first, by day, in the same order. */
export function byDay<T extends { at: string }>(rows: readonly T[]): Day<T>[] {
  const days: Day<T>[] = []
  for (const row of rows) {
    const key = dayKey(new Date(row.at))
    const last = days.at(-1)
    if (last?.key === key) last.rows.push(row)
    else days.push({ key, at: row.at, rows: [row] })
  }
  return days
}

/** "Today", "yesterday", else the date. */
export function dayHeading(key: string, language: Language, words: { today: string, yesterday: string }, now = new Date()): string {
  if (key === dayKey(now)) return words.today
  return key === dayKey(new Date(now.getTime() - 86_400_000)) ? words.yesterday : day(key, language)
}
