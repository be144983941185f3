import type { CountRow, Counts } from '../api/management'

export interface Bar {
  row: CountRow
  /** Widths in percent of the longest bar. */
  recognised: number
  repeated: number
  /** Percent of decisions that recognised; undefined when nothing was decided. */
  rate: number | undefined
}

/** The most decisions first; lengths compare with the longest, so that rows can be compared. */
export function barsOf(rows: readonly CountRow[]): Bar[] {
  const decided = (row: Counts) => row.recognised + row.repeated
  const longest = Math.max(1, ...rows.map(decided))
  return [...rows]
    .sort((a, b) => decided(b) - decided(a) || b.opened - a.opened || a.name.localeCompare(b.name, 'zh'))
    .map(row => ({
      row,
      recognised: 100 * row.recognised / longest,
      repeated: 100 * row.repeated / longest,
      rate: decided(row) === 0 ? undefined : Math.round(100 * row.recognised / decided(row)),
    }))
}
