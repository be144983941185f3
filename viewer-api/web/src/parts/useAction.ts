import { useState } from 'react'

/** Something a person sets going once: whether it is under way, and the error it ended with. */
export function useAction<A extends unknown[]>(run: (...args: A) => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const start = (...args: A) => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    run(...args).catch(setError).finally(() => setBusy(false))
  }
  return { start, busy, error, failed: error !== undefined, clear: () => setError(undefined) }
}
