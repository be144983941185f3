import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from '../app/settings'
import type { Image, Window } from '../dicom/image'
import { Icon } from '../parts/Icon'
import { edgeLabels } from './orientation'
import { type GestureHandlers, type Tool, useGestures } from './gestures'
import { Renderer } from './renderer'
import { useFrames } from './useFrames'
import { turned } from './useKeys'
import { fitted, moved, type SidePlace, sidePlaces, type View, zoomed } from './view'
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
  /** What there is to see until the first picture has come. */
  firstLook?: ReactNode
  /** Text over the picture; gets the window in use, or undefined where the server has windowed the picture. */
  overlay(window: Window | undefined): ReactNode
}

const CONCURRENCY = 4
const SIDES = ['left', 'right', 'top', 'bottom'] as const

/** One picture of a stack with its gestures. Draws only when something changed. */
export function Viewport(props: ViewportProps) {
  const { images, look, cacheBytes, previewFirst, label } = props
  const t = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const renderer = useRef<Renderer>(undefined)
  const [supported, setSupported] = useState(true)
  const [surface, setSurface] = useState(0)
  const [size, setSize] = useState<readonly [number, number]>([0, 0])
  const index = Math.min(look.index, images.length - 1)
  const { frame, slice, loading, failure, retry, loadedCount } = useFrames(images, index, { cacheBytes, concurrency: CONCURRENCY, previewFirst })
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
    const resized = new ResizeObserver(() => {
      setSize([element.clientWidth, element.clientHeight])
      setSurface(n => n + 1)
    })
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
  const places = sidePlaces(fitted(image.columns, image.rows, image.aspect, ...size), look.view, size)
  const side = (letters: string) => (props.plainSides && t.viewer.sides[letters.charAt(0)]) || letters
  const exact = frame?.kind === 'pixels' || image.format === undefined
  return (
    <div className="viewport" ref={box}>
      <canvas ref={canvas} role="img" aria-label={t.listed([label, `${index + 1} / ${images.length}`])}
        data-slice={frame ? slice + 1 : 0} data-count={images.length} data-source={frame?.kind ?? 'none'}
        data-state={failure ? 'failed' : loading ? 'loading' : 'ready'} data-loaded={loadedCount}
        data-window={`${Math.round(window.centre)}/${Math.round(window.width)}`} />
      {edges && SIDES.map(each => <Side key={each} side={each} place={places[each]} name={side(edges[each])} />)}
      {!frame && !failure && supported && props.firstLook}
      {props.overlay(frame?.kind === 'picture' ? undefined : window)}
      {loading && !failure && supported && <span className="loading-mark"><span className="spinner" />{frame && !exact && slice === index ? t.viewer.preview : ''}</span>}
      {failure && supported && (
        <div className="broken" role="alert">
          <span><Icon name="warn" />{failure === 'network' ? t.sentences(t.failed, t.failedDetail) : t.viewer.broken}</span>
          <button className="button" data-test="retry" onClick={retry}>{t.retry}</button>
        </div>
      )}
      {!supported && <div className="broken"><span><Icon name="warn" />{t.viewer.noWebgl}</span></div>}
      {loadedCount < images.length && <span className="progress" aria-hidden="true"><span style={{ width: `${100 * loadedCount / images.length}%` }} /></span>}
    </div>
  )
}

function Side({ side, place, name }: { side: (typeof SIDES)[number], place: SidePlace, name: string }) {
  return <span className={place.outside ? `edge ${side} outside` : `edge ${side}`} style={{ [side]: place.at }}>{name}</span>
}

function gestures({ images, look, change, tool, touchTool, onReset, onFocus }: ViewportProps, shown: Window, height: () => number): GestureHandlers {
  return {
    tool: touch => (touch ? touchTool(look) : tool),
    scroll: by => change(now => ({ index: turned(now.index, by, images.length) })),
    window: (dx, dy) => change(now => ({ window: dragged(now.window ?? shown, dx, dy) })),
    pan: (dx, dy) => change(now => ({ view: moved(now.view, dx, dy) })),
    zoom: (factor, x, y) => change(now => ({ view: zoomed(now.view, factor, x, y) })),
    reset: onReset,
    focus: onFocus,
    pixelsPerSlice: () => Math.max(3, Math.min(16, height() / images.length)),
  }
}
