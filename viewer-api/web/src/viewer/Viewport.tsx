import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from '../app/settings'
import type { Image, Window } from '../dicom/image'
import { Icon } from '../parts/Icon'
import { edgeLabels } from './orientation'
import { type GestureHandlers, type Tool, useGestures } from './gestures'
import { Renderer } from './renderer'
import { useFrames } from './useFrames'
import { moved, type View, zoomed } from './view'
import { defaultWindow, dragged } from './window'

/** What a person has set on one viewport. */
export interface Look {
  index: number
  /** Undefined: as the image says. */
  window: Window | undefined
  inverted: boolean
  view: View
}

export interface ViewportProps {
  images: readonly Image[]
  look: Look
  change(part: Partial<Look> | ((look: Look) => Partial<Look>)): void
  tool: Tool
  touchTool: (look: Look) => Tool
  onReset(): void
  onFocus(): void
  /** The window in use, whenever it is another one. */
  onWindow?: (window: Window) => void
  cacheBytes: number
  previewFirst: boolean
  label: string
  /** The patient's sides in words and not in letters, for those who do not read films. */
  plainSides?: boolean
  /** Text over the picture; gets the window in use, or undefined where the server has windowed the picture. */
  overlay(window: Window | undefined): ReactNode
}

const CONCURRENCY = 4

/** One picture of a stack with its gestures. Draws only when something changed. */
export function Viewport(props: ViewportProps) {
  const { images, look, cacheBytes, previewFirst, label } = props
  const t = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const renderer = useRef<Renderer>(undefined)
  const [supported, setSupported] = useState(true)
  const [surface, setSurface] = useState(0)
  const index = Math.min(look.index, images.length - 1)
  const { frame, slice, loading, failed, loadedCount } = useFrames(images, index, { cacheBytes, concurrency: CONCURRENCY, previewFirst })
  const image = images[slice] ?? images[index]!
  const window = look.window ?? defaultWindow(image, frame?.kind === 'pixels' ? frame.pixels : undefined)

  useEffect(() => {
    const element = canvas.current!
    const begin = () => {
      renderer.current = Renderer.on(element)
      setSupported(renderer.current !== undefined)
      setSurface(n => n + 1)
    }
    // Phones take the graphics memory away from pages in the background.
    const lost = (event: Event) => {
      event.preventDefault()
      renderer.current = undefined
    }
    begin()
    element.addEventListener('webglcontextlost', lost)
    element.addEventListener('webglcontextrestored', begin)
    const resized = new ResizeObserver(() => setSurface(n => n + 1))
    resized.observe(element)
    return () => {
      element.removeEventListener('webglcontextlost', lost)
      element.removeEventListener('webglcontextrestored', begin)
      resized.disconnect()
      renderer.current?.dispose()
    }
  }, [])

  useLayoutEffect(() => {
    renderer.current?.draw(frame && { image, frame, window, inverted: look.inverted, view: look.view })
  }, [frame, image, window.centre, window.width, look.inverted, look.view, surface])

  const { onWindow } = props
  useEffect(() => {
    if (frame) onWindow?.({ centre: window.centre, width: window.width })
  }, [frame !== undefined, window.centre, window.width, onWindow])

  useGestures(box, gestures(props, window, () => box.current?.clientHeight ?? 600))
  const edges = edgeLabels(image)
  const side = (letters: string) => (props.plainSides && t.viewer.sides[letters.charAt(0)]) || letters
  const exact = frame?.kind === 'pixels' || image.format === undefined
  return (
    <div className="viewport" ref={box} role="img" aria-label={`${label}，${index + 1} / ${images.length}`}>
      <canvas ref={canvas} data-slice={frame ? slice + 1 : 0} data-count={images.length} data-source={frame?.kind ?? 'none'}
        data-state={failed ? 'failed' : loading ? 'loading' : 'ready'} data-loaded={loadedCount}
        data-window={`${Math.round(window.centre)}/${Math.round(window.width)}`} />
      {edges && <>
        <span className="edge left">{side(edges.left)}</span><span className="edge right">{side(edges.right)}</span>
        <span className="edge top">{side(edges.top)}</span><span className="edge bottom">{side(edges.bottom)}</span>
      </>}
      {props.overlay(frame?.kind === 'picture' ? undefined : window)}
      {loading && !failed && supported && <span className="loading-mark"><span className="spinner" />{frame && !exact && slice === index ? t.viewer.preview : ''}</span>}
      {failed && <span className="broken"><Icon name="warn" />{t.viewer.broken}</span>}
      {!supported && <span className="broken"><Icon name="warn" />{t.viewer.noWebgl}</span>}
      {loadedCount < images.length && <span className="progress" aria-hidden="true"><span style={{ width: `${100 * loadedCount / images.length}%` }} /></span>}
    </div>
  )
}

function gestures({ images, look, change, tool, touchTool, onReset, onFocus }: ViewportProps, shown: Window, height: () => number): GestureHandlers {
  const last = images.length - 1
  return {
    tool: touch => (touch ? touchTool(look) : tool),
    scroll: by => change(now => ({ index: Math.min(last, Math.max(0, now.index + by)) })),
    window: (dx, dy) => change(now => ({ window: dragged(now.window ?? shown, dx, dy) })),
    pan: (dx, dy) => change(now => ({ view: moved(now.view, dx, dy) })),
    zoom: (factor, x, y) => change(now => ({ view: zoomed(now.view, factor, x, y) })),
    reset: onReset,
    focus: onFocus,
    pixelsPerSlice: () => Math.max(3, Math.min(16, height() / images.length)),
  }
}
