import { request, RequestFailure } from '../api/http'
import type { Image } from '../dicom/image'
import { firstPart } from './multipart'
import { patiently } from './patiently'

/** A frame ready to be shown: stored pixels of one channel, or a picture the server has rendered. */
export type Frame =
  | { kind: 'pixels', pixels: Uint8Array | Uint16Array }
  | { kind: 'picture', bitmap: ImageBitmap }

const OCTETS = 'application/octet-stream'
/** A single part needs no unwrapping; PS3.18 only promises multipart. */
const ACCEPT_PIXELS = `${OCTETS}, multipart/related; type="${OCTETS}"; q=0.5`

/** Statuses with which a server says that it cannot give decoded pixels of this image. */
const CANNOT_DECODE = new Set([406, 415, 422, 500, 501])

/** Full fidelity when the format allows it, else as rendered by the server. */
export const loadFrame = (image: Image, signal: AbortSignal): Promise<Frame> => patiently(() => exact(image, signal), signal)

async function exact(image: Image, signal: AbortSignal): Promise<Frame> {
  if (!image.format) return loadRendered(image, signal)
  try {
    return await loadPixels(image, signal)
  } catch (error) {
    if (error instanceof RequestFailure && CANNOT_DECODE.has(error.status)) return loadRendered(image, signal)
    throw error
  }
}

export async function loadRendered(image: Image, signal: AbortSignal): Promise<Frame> {
  const response = await request(`${image.path}/frames/${image.frame}/rendered`, 'image/jpeg, image/png', signal)
  return { kind: 'picture', bitmap: await createImageBitmap(await response.blob()) }
}

async function loadPixels(image: Image, signal: AbortSignal): Promise<Frame> {
  const response = await request(`${image.path}/frames/${image.frame}`, ACCEPT_PIXELS, signal)
  const body = new Uint8Array(await response.arrayBuffer())
  const type = response.headers.get('Content-Type') ?? ''
  const bytes = /^multipart\//i.test(type) ? firstPart(body, type) : body
  const count = image.rows * image.columns, size = image.format!.bytes
  if (bytes.byteLength < count * size) throw new RequestFailure(422)
  if (size === 1) return { kind: 'pixels', pixels: bytes.subarray(0, count) }
  // A view of 16-bit values needs an even offset; little endian is what every browser's machine has.
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice()
  return { kind: 'pixels', pixels: new Uint16Array(aligned.buffer, aligned.byteOffset, count) }
}

/** Bytes a loaded frame takes in memory. */
export const frameBytes = (image: Image) => image.rows * image.columns * (image.format?.bytes ?? 4)
