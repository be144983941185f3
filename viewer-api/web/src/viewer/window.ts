import type { Image, PixelFormat, Window } from '../dicom/image'
import type { Tool } from './gestures'

export type PresetName = 'default' | 'lung' | 'bone' | 'soft' | 'brain'

/** Windows every CT console has, in Hounsfield units. */
export const CT_PRESETS: Record<Exclude<PresetName, 'default'>, Window> = {
  lung: { centre: -600, width: 1500 },
  bone: { centre: 400, width: 1800 },
  soft: { centre: 40, width: 400 },
  brain: { centre: 35, width: 80 },
}

/** A stored pixel as the format reads it: the stored bits, sign-extended. */
export function storedValue(raw: number, { stored, high, signed }: PixelFormat): number {
  const shifted = raw >>> Math.max(0, high + 1 - stored)
  const value = shifted & (2 ** stored - 1)
  return signed && value >= 2 ** (stored - 1) ? value - 2 ** stored : value
}

/** Brightness 0..1 of a modality value. The shader says the same thing (PS3.3 C.11.2.1.2 and .3). */
export function brightness(value: number, { centre, width }: Window, format: Pick<PixelFormat, 'voi'>): number {
  if (format.voi === 'SIGMOID') return 1 / (1 + Math.exp(-4 * (value - centre) / width))
  const linear = format.voi === 'LINEAR'
  const span = Math.max(linear ? width - 1 : width, 1e-6)
  const middle = linear ? centre - 0.5 : centre
  return Math.min(1, Math.max(0, (value - middle) / span + 0.5))
}

/** Whether it has a window to set: what only the server can render comes as it is to be seen. */
export const hasWindow = (image: Image | undefined) => image === undefined || image.format !== undefined

/** What the main button does on a stack: where there is no window to set it turns the pages, or moves a single picture. */
export function toolOn(images: readonly Image[], index: number, tool: Tool): Tool {
  if (tool !== 'window' || hasWindow(images[index])) return tool
  return images.length > 1 ? 'scroll' : 'pan'
}

/** The window the image asks for, else one over the values that occur. */
export function defaultWindow(image: Image, pixels?: Uint8Array | Uint16Array): Window {
  const own = image.windows[0]
  if (own) return own
  if (!image.format) return { centre: 128, width: 256 }
  return pixels ? windowOver(pixels, image.format) : wholeRange(image.format)
}

function wholeRange({ stored, signed, slope, intercept }: PixelFormat): Window {
  const width = 2 ** stored
  const middle = signed ? 0 : width / 2
  return { centre: middle * slope + intercept, width: Math.abs(width * slope) }
}

/** From the 1st to the 99th percentile, so that a few hot pixels do not darken the rest. */
function windowOver(pixels: Uint8Array | Uint16Array, format: PixelFormat): Window {
  const step = Math.max(1, Math.floor(pixels.length / 20_000))
  const sample = new Float32Array(Math.ceil(pixels.length / step))
  for (let i = 0; i < sample.length; i++) {
    sample[i] = storedValue(pixels[i * step]!, format) * format.slope + format.intercept
  }
  sample.sort()
  const low = sample[Math.floor(sample.length * 0.01)] ?? 0
  const high = sample[Math.floor(sample.length * 0.99)] ?? 1
  return { centre: (low + high) / 2, width: Math.max(1, high - low) }
}

/**
 * The window after dragging by (dx, dy) CSS pixels: right widens, down darkens.
 * Steps follow the width, so that a brain window and a PET window both feel right.
 */
export function dragged(window: Window, dx: number, dy: number): Window {
  const step = Math.max(window.width, 20) / 300
  return { centre: window.centre + dy * step, width: Math.max(1, window.width + dx * step) }
}

/** A window made lighter (+1), darker (-1) or of stronger contrast, in steps a lay person sees. */
export function adjusted(window: Window, by: 'brighter' | 'darker' | 'strong'): Window {
  if (by === 'strong') return { centre: window.centre, width: Math.max(1, window.width * 0.6) }
  return { centre: window.centre + (by === 'brighter' ? -0.2 : 0.2) * window.width, width: window.width }
}

export const shown = (value: number) => (Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10)
export const sameWindow = (a: Window | undefined, b: Window | undefined) =>
  a === b || (!!a && !!b && a.centre === b.centre && a.width === b.width)
