import { useCallback, useEffect, useState } from 'react'
import { failureKind, isAbort, type FailureKind } from './http'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'failed', why: FailureKind }
  | { state: 'ready', value: T }

/** Runs `load` whenever its dependencies change, cancelling the run before. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, dependencies: readonly unknown[]): [Loaded<T>, () => void] {
  const [result, setResult] = useState<Loaded<T>>({ state: 'loading' })
  const [round, setRound] = useState(0)
  useEffect(() => {
    const abort = new AbortController()
    setResult({ state: 'loading' })
    load(abort.signal).then(
      value => abort.signal.aborted || setResult({ state: 'ready', value }),
      error => abort.signal.aborted || isAbort(error) || setResult({ state: 'failed', why: failureKind(error) }))
    return () => abort.abort()
  }, [...dependencies, round])
  return [result, useCallback(() => setRound(n => n + 1), [])]
}
