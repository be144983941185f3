import type { AnchorHTMLAttributes } from 'react'
import { go } from '../app/router'

/** A way to another page of ours, without loading the document again. */
export function Link({ to, ...rest }: { to: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'>) {
  return (
    <a {...rest} href={to} onClick={event => {
      // Other clicks open tabs and windows, which is the browser's to do.
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      go(to)
    }} />
  )
}
