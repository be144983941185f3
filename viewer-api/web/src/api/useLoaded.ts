import { useCallback, useEffect, useRef, useState } from 'react'
import { failureKind, isAbort, type FailureKind } from './http'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed', why: FailureKind }
  | { state: 'ready', value: T }

/**
 * Runs `load` whenever its dependencies change, cancelling the run before. Asking again keeps what is shown
 * until the new answer is there, and also when the network fails meanwhile. What failed is asked for again when the
 * network comes back.
 */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, dependencies: readonly unknown[]): [Loaded<T>, () => void] {
  const [result, setResult] = useState<Loaded<T>>({ state: 'loading' })
  const [round, setRound] = useState(0)
  const lastRound = useRef(round)
  useEffect(() => {
    const abort = new AbortController()
    const repeated = lastRound.current !== round
    lastRound.current = round
    const keeps = (before: Loaded<T>) => repeated && before.state === 'ready'
    setResult(before => (keeps(before) ? before : { state: 'loading' }))
    load(abort.signal).then(
      value => abort.signal.aborted || setResult({ state: 'ready', value }),
      error => {
        if (abort.signal.aborted || isAbort(error)) return
        const why = failureKind(error)
        setResult(before => (keeps(before) && why === 'unavailable' ? before : { state: 'failed', why }))
      })
    return () => abort.abort()
  }, [...dependencies, round])
  const again = useCallback(() => setRound(n => n + 1), [])
  const waiting = result.state === 'failed' && result.why === 'unavailable'
  useEffect(() => {
    if (!waiting) return
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [waiting, again])
  return [result, again]
}

/** Runs again and again while the page is in sight; `ms` undefined: not now. */
export function useEvery(ms: number | undefined, run: () => void) {
  const current = useRef(run)
  current.current = run
  useEffect(() => {
    if (ms === undefined) return
    const timer = setInterval(() => document.hidden || current.current(), ms)
    return () => clearInterval(timer)
  }, [ms])
}
