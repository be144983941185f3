import { useEffect, useRef, useState } from 'react'
import { request } from '../api/http'
import { Icon } from './Icon'

/** A small picture that needs the person's token; fetched when it comes into sight. */
export function Thumbnail({ path, alt }: { path: string, alt: string }) {
  const box = useRef<HTMLSpanElement>(null)
  const [url, setUrl] = useState<string>()
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    const abort = new AbortController()
    let made: string | undefined
    const watch = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return
      watch.disconnect()
      request(path, 'image/jpeg, image/png', abort.signal)
        .then(response => response.blob())
        .then(blob => {
          if (!abort.signal.aborted) setUrl(made = URL.createObjectURL(blob))
        })
        .catch(() => abort.signal.aborted || setMissing(true))
    }, { rootMargin: '200px' })
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      abort.abort()
      if (made) URL.revokeObjectURL(made)
    }
  }, [path])
  return (
    <span className="thumbnail" ref={box}>
      {url && <img src={url} alt={alt} />}
      {missing && <Icon name="empty" />}
    </span>
  )
}
