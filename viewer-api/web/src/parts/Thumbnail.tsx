import { type RefObject, useEffect, useRef, useState } from 'react'
import { request } from '../api/http'
import { Icon } from './Icon'

/** A small picture that needs the person's token; fetched when it comes into sight. */
export function Thumbnail({ path, alt }: { path: string, alt: string }) {
  const box = useRef<HTMLSpanElement>(null)
  const { url, missing } = useThumbnail(path, box)
  return (
    <span className="thumbnail" ref={box}>
      {url && <img src={url} alt={alt} />}
      {missing && <Icon name="empty" />}
    </span>
  )
}

/** The address of a thumbnail within this document, once it is there; fetched when `box` comes into sight, or at once without one. */
export function useThumbnail(path: string, box?: RefObject<HTMLElement | null>): { url: string | undefined, missing: boolean } {
  const [url, setUrl] = useState<string>()
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    const abort = new AbortController()
    let made: string | undefined
    const load = () => {
      request(path, 'image/jpeg, image/png', abort.signal)
        .then(response => response.blob())
        .then(blob => {
          if (!abort.signal.aborted) setUrl(made = URL.createObjectURL(blob))
        })
        .catch(() => abort.signal.aborted || setMissing(true))
    }
    const watch = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return
      watch.disconnect()
      load()
    }, { rootMargin: '200px' })
    if (box) watch.observe(box.current!)
    else load()
    return () => {
      watch.disconnect()
      abort.abort()
      if (made) URL.revokeObjectURL(made)
      setUrl(undefined)
    }
  }, [path])
  return { url, missing }
}
