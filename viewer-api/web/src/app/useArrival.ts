import { useEffect } from 'react'
import { hasMoved } from './router'

/**
 * Puts the focus on the heading of the page that somebody went to, once it is there: the document stays the same, so a
 * screen reader would otherwise stay silent where the link was. A page that takes the focus itself keeps it, as do people
 * who go on before the page has come.
 */
export function useArrival(path: string) {
  useEffect(() => {
    if (!hasMoved()) return
    const before = document.activeElement
    const arrive = () => {
      if (document.activeElement !== before && document.activeElement !== document.body) return true
      const heading = [...document.querySelectorAll('h1')].find(shown)
      if (!heading) return false
      heading.tabIndex = -1
      heading.focus({ preventScroll: true })
      return true
    }
    if (arrive()) return
    const coming = new MutationObserver(() => arrive() && coming.disconnect())
    coming.observe(document.body, { childList: true, subtree: true })
    return () => coming.disconnect()
  }, [path])
}

/** The page before may still be there, hidden, while the next one loads. */
const shown = (element: Element) => element.getClientRects().length > 0
