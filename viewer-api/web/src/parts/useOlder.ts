import { useCallback, useState } from 'react'
import { useLoaded } from '../api/useLoaded'
import type { FailureKind } from '../api/http'

export type Older<Row> =
  | { state: 'loading' }
  | { state: 'failed', why: FailureKind, again: () => void }
  | { state: 'ready', rows: Row[], more: (() => void) | undefined, busy: boolean, missed: boolean }

/** A list that comes newest first, page after page; `more` is there while the last page was full. */
export function useOlder<Row>(load: (before: number | undefined, signal?: AbortSignal) => Promise<Row[]>, key: (row: Row) => number, size: number): Older<Row> {
  const [first, again] = useLoaded(signal => load(undefined, signal), [])
  const [older, setOlder] = useState<{ rows: Row[], ended: boolean, busy: boolean, missed: boolean }>({ rows: [], ended: false, busy: false, missed: false })
  const rows = first.state === 'ready' ? [...first.value, ...older.rows] : []
  const last = rows.at(-1)
  const more = useCallback(() => {
    if (last === undefined || older.busy) return
    setOlder(before => ({ ...before, busy: true, missed: false }))
    load(key(last)).then(
      found => setOlder(before => ({ rows: [...before.rows, ...found], ended: found.length < size, busy: false, missed: false })),
      () => setOlder(before => ({ ...before, busy: false, missed: true })))
  }, [last, older.busy])
  if (first.state === 'loading') return first
  if (first.state === 'failed') return { ...first, again }
  const { busy, missed } = older
  return { state: 'ready', rows, more: first.value.length === size && !older.ended ? more : undefined, busy, missed }
}
