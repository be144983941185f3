import { type RefObject, useEffect, useRef } from 'react'

/** What a drag with the main button or one finger does. */
export type Tool = 'scroll' | 'window' | 'pan' | 'zoom'

export interface GestureHandlers {
  /** What the main button or a single finger does now. */
  tool(touch: boolean): Tool
  /** Slices to move by, positive is forward. */
  scroll(by: number): void
  window(dx: number, dy: number): void
  pan(dx: number, dy: number): void
  /** About a point from the middle of the viewport. */
  zoom(factor: number, x: number, y: number): void
  reset(): void
  /** Any first touch: the viewport becomes the active one. */
  focus(): void
  /** Pixels of drag that turn one slice. */
  pixelsPerSlice(): number
}

const DOUBLE_TAP_MS = 320
const TAP_MOVE = 12
const WHEEL_PER_SLICE = 40

/** Mouse, pen, touch and wheel on one element. */
export function useGestures(element: RefObject<HTMLElement | null>, handlers: GestureHandlers) {
  const current = useRef(handlers)
  current.current = handlers
  useEffect(() => {
    const target = element.current
    if (!target) return
    const gestures = new Gestures(target, () => current.current)
    return () => gestures.dispose()
  }, [element])
}

interface Pointer {
  x: number
  y: number
  tool: Tool
}

class Gestures {
  readonly #target: HTMLElement
  readonly #handlers: () => GestureHandlers
  readonly #pointers = new Map<number, Pointer>()
  readonly #leave = new AbortController()
  #sliceRest = 0
  #wheelRest = 0
  #pressed = { x: 0, y: 0, moved: false }
  #lastTap = { at: 0, x: 0, y: 0 }

  constructor(target: HTMLElement, handlers: () => GestureHandlers) {
    this.#target = target
    this.#handlers = handlers
    const on = { signal: this.#leave.signal }
    target.addEventListener('pointerdown', this.#down, on)
    target.addEventListener('pointermove', this.#move, on)
    target.addEventListener('pointerup', this.#up, on)
    target.addEventListener('pointercancel', this.#up, on)
    target.addEventListener('wheel', this.#wheel, { ...on, passive: false })
    target.addEventListener('contextmenu', event => event.preventDefault(), on)
  }

  dispose() {
    this.#leave.abort()
  }

  readonly #down = (event: PointerEvent) => {
    // Captured pointers would take the click away from a button on the picture.
    if (event.target instanceof Element && event.target.closest('button')) return
    const handlers = this.#handlers()
    handlers.focus()
    // The middle button would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault()
    const tool = event.button === 2 ? 'zoom' : event.button === 1 ? 'pan' : handlers.tool(event.pointerType === 'touch')
    this.#target.setPointerCapture(event.pointerId)
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, tool })
    this.#pressed = { x: event.clientX, y: event.clientY, moved: this.#pointers.size > 1 || event.button !== 0 }
    this.#sliceRest = 0
  }

  readonly #move = (event: PointerEvent) => {
    const pointer = this.#pointers.get(event.pointerId)
    if (!pointer) return
    const dx = event.clientX - pointer.x, dy = event.clientY - pointer.y
    if (Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y) > TAP_MOVE) this.#pressed.moved = true
    if (this.#pointers.size === 1) this.#drag(pointer.tool, dx, dy)
    else this.#pinch(event, pointer, dx, dy)
    pointer.x = event.clientX
    pointer.y = event.clientY
  }

  #drag(tool: Tool, dx: number, dy: number) {
    const handlers = this.#handlers()
    if (tool === 'pan') handlers.pan(dx, dy)
    else if (tool === 'window') handlers.window(dx, dy)
    else if (tool === 'zoom') handlers.zoom(Math.exp(-dy / 150), 0, 0)
    else {
      this.#sliceRest += dy / handlers.pixelsPerSlice()
      const whole = Math.trunc(this.#sliceRest)
      this.#sliceRest -= whole
      if (whole) handlers.scroll(whole)
    }
  }

  #pinch(event: PointerEvent, pointer: Pointer, dx: number, dy: number) {
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    if (!other) return
    const before = Math.hypot(pointer.x - other.x, pointer.y - other.y)
    const after = Math.hypot(event.clientX - other.x, event.clientY - other.y)
    const handlers = this.#handlers()
    handlers.pan(dx / 2, dy / 2)
    if (before > 0) handlers.zoom(after / before, ...this.#fromMiddle((event.clientX + other.x) / 2, (event.clientY + other.y) / 2))
  }

  readonly #up = (event: PointerEvent) => {
    if (!this.#pointers.delete(event.pointerId)) return
    if (event.type === 'pointercancel' || this.#pressed.moved || this.#pointers.size > 0) return
    const last = this.#lastTap
    const near = Math.hypot(event.clientX - last.x, event.clientY - last.y) < 40
    if (near && event.timeStamp - last.at < DOUBLE_TAP_MS) this.#handlers().reset()
    this.#lastTap = { at: event.timeStamp, x: event.clientX, y: event.clientY }
  }

  readonly #wheel = (event: WheelEvent) => {
    event.preventDefault()
    const handlers = this.#handlers()
    handlers.focus()
    if (event.ctrlKey) {
      handlers.zoom(Math.exp(-event.deltaY / 200), ...this.#fromMiddle(event.clientX, event.clientY))
      return
    }
    // A mouse's notch is one slice whatever its size; a trackpad's small steps add up.
    const notch = event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(event.deltaY) >= 100
    this.#wheelRest = notch ? Math.sign(event.deltaY) : this.#wheelRest + event.deltaY / WHEEL_PER_SLICE
    const whole = Math.trunc(this.#wheelRest)
    this.#wheelRest -= whole
    if (whole) handlers.scroll(whole)
  }

  #fromMiddle(x: number, y: number): [number, number] {
    const box = this.#target.getBoundingClientRect()
    return [x - box.left - box.width / 2, y - box.top - box.height / 2]
  }
}
