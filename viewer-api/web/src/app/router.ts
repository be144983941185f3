import { useMemo, useSyncExternalStore } from 'react'

/** Where we are. Searches for people stay out of addresses, which are logged and shared. */
const listeners = new Set<() => void>()

/** How many pages of ours lie behind this one. */
let behind = 0

export function go(path: string, how: 'push' | 'replace' = 'push') {
  if (how === 'push') {
    behind++
    history.pushState(null, '', path)
  } else {
    history.replaceState(null, '', path)
  }
  window.scrollTo(0, 0)
  listeners.forEach(listener => listener())
}

/** One step back when the page before was ours, else to where `fallback` says. */
export function goBack(fallback: string) {
  if (behind > 0) history.back()
  else go(fallback, 'replace')
}

window.addEventListener('popstate', () => {
  behind = Math.max(0, behind - 1)
  listeners.forEach(listener => listener())
})

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
