import { useMemo, useSyncExternalStore } from 'react'

/** Where we are. Searches for people stay out of addresses, which are logged and shared. */
const listeners = new Set<() => void>()

/** What the browser's history keeps of a page: how many of ours lie behind it, and how far down it was left. */
interface Left { behind: number, down: number }

const left = (): Left => ({ behind: 0, down: 0, ...(history.state as Partial<Left> | null) })

/** Whether somebody has gone from page to page yet, and was not merely sent on by the first one. */
let moved = false

export const hasMoved = () => moved

export function go(path: string, how: 'push' | 'replace' = 'push') {
  const { behind } = left()
  if (how === 'push') {
    moved = true
    history.replaceState({ ...(history.state as object | null), down: window.scrollY }, '')
    history.pushState({ behind: behind + 1 }, '', path)
  } else {
    history.replaceState({ behind }, '', path)
  }
  window.scrollTo(0, 0)
  listeners.forEach(listener => listener())
}

/** One step back when the page before was ours, else to where `fallback` says. */
export function goBack(fallback: string) {
  moved = true
  if (left().behind > 0) history.back()
  else go(fallback, 'replace')
}

/** Nobody waits longer for a list to be as long as it was. */
const PATIENCE_MS = 3000
let returning: AbortController | undefined

window.addEventListener('popstate', () => {
  returning?.abort()
  moved = true
  listeners.forEach(listener => listener())
  returnTo(left().down)
})

/** Down to where a page was left, as soon as it is long enough again; whoever scrolls meanwhile is left alone. */
function returnTo(down: number) {
  if (down === 0) return
  const over = returning = new AbortController()
  const until = performance.now() + PATIENCE_MS
  for (const sign of ['wheel', 'touchstart', 'keydown'] as const) {
    window.addEventListener(sign, () => over.abort(), { signal: over.signal, passive: true })
  }
  const attempt = () => {
    if (over.signal.aborted) return
    window.scrollTo(0, down)
    if (Math.abs(window.scrollY - down) < 2 || performance.now() > until) over.abort()
    else requestAnimationFrame(attempt)
  }
  attempt()
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

/** What stands behind the question mark. */
export function useQuery(): URLSearchParams {
  const query = useSyncExternalStore(subscribe, () => location.search)
  return useMemo(() => new URLSearchParams(query), [query])
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
