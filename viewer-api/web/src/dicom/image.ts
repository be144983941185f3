import { type DicomJson, item, number, numbers, Tag, text, texts } from './json'

/** A window on modality values (PS3.3 C.11.2.1.2). */
export interface Window {
  centre: number
  width: number
}

export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID'

/** How stored pixels become modality values. */
export interface PixelFormat {
  bytes: 1 | 2
  stored: number
  high: number
  signed: boolean
  slope: number
  intercept: number
  /** MONOCHROME1: the lowest value is white. */
  inverted: boolean
  voi: VoiFunction
}

/** One frame that can be shown. */
export interface Image {
  instance: string
  /** Path of the instance without /frames. */
  path: string
  /** From 1. */
  frame: number
  rows: number
  columns: number
  /** Height of a pixel divided by its width. */
  aspect: number
  /** Absent when only the server can render it: colour, palettes, look-up tables, unusual depths. */
  format: PixelFormat | undefined
  windows: Window[]
  position: readonly number[] | undefined
  orientation: readonly number[] | undefined
  /** Letters at the right and lower edge when the image says so itself (projections). */
  edges: readonly string[]
  frameOfReference: string
  instanceNumber: number
  frameTime: number | undefined
  manufacturer: string
}

/** All frames of a series' metadata in the order they are read; data sets without pixels are left out. */
export function imagesOf(metadata: readonly DicomJson[], seriesPath: string): Image[] {
  return inReadingOrder(metadata.flatMap(data => framesOf(data, seriesPath)))
}

function framesOf(data: DicomJson, seriesPath: string): Image[] {
  const rows = number(data, Tag.Rows), columns = number(data, Tag.Columns)
  const instance = text(data, Tag.SopInstanceUid)
  if (!rows || !columns || !instance) return []
  const count = Math.max(1, number(data, Tag.NumberOfFrames) ?? 1)
  const shared = item(data, Tag.SharedFunctionalGroups)
  return Array.from({ length: count }, (_, index) => {
    const own = item(data, Tag.PerFrameFunctionalGroups, index)
    const group = (tag: string) => item(own, tag) ?? item(shared, tag) ?? data
    const position = numbers(group(Tag.PlanePositionSequence), Tag.ImagePosition)
    const orientation = numbers(group(Tag.PlaneOrientationSequence), Tag.ImageOrientation)
    const spacing = numbers(group(Tag.PixelMeasuresSequence), Tag.PixelSpacing)
    return {
      instance, rows, columns,
      path: `${seriesPath}/instances/${instance}`,
      frame: index + 1,
      aspect: aspectOf(spacing, numbers(data, Tag.PixelAspectRatio)),
      format: formatOf(data, group(Tag.PixelValueTransformationSequence), group(Tag.FrameVoiLutSequence)),
      windows: windowsOf(group(Tag.FrameVoiLutSequence)),
      position: position.length === 3 ? position : undefined,
      orientation: orientation.length === 6 ? orientation : undefined,
      edges: texts(data, Tag.PatientOrientation),
      frameOfReference: text(data, Tag.FrameOfReferenceUid),
      instanceNumber: number(data, Tag.InstanceNumber) ?? 0,
      frameTime: number(data, Tag.FrameTime),
      manufacturer: text(data, Tag.Manufacturer),
    }
  })
}

function aspectOf(spacing: number[], ratio: number[]): number {
  const [vertical, horizontal] = spacing.length === 2 ? spacing : ratio
  return vertical && horizontal && vertical > 0 && horizontal > 0 ? vertical / horizontal : 1
}

function windowsOf(data: DicomJson): Window[] {
  const widths = numbers(data, Tag.WindowWidth)
  return numbers(data, Tag.WindowCenter)
    .map((centre, i) => ({ centre, width: widths[i] ?? 0 }))
    .filter(window => window.width > 0)
}

function formatOf(data: DicomJson, transformation: DicomJson, voi: DicomJson): PixelFormat | undefined {
  const allocated = number(data, Tag.BitsAllocated)
  const photometric = text(data, Tag.Photometric)
  const plain = (number(data, Tag.SamplesPerPixel) ?? 1) === 1
    && (photometric === 'MONOCHROME1' || photometric === 'MONOCHROME2')
    && (allocated === 8 || allocated === 16)
    && !item(data, Tag.ModalityLutSequence)
    && !(item(data, Tag.VoiLutSequence) && windowsOf(voi).length === 0)
  if (!plain) return undefined
  const stored = number(data, Tag.BitsStored) ?? allocated
  const lut = text(voi, Tag.VoiLutFunction)
  return {
    bytes: allocated === 8 ? 1 : 2,
    stored,
    high: number(data, Tag.HighBit) ?? stored - 1,
    signed: number(data, Tag.PixelRepresentation) === 1,
    slope: number(transformation, Tag.RescaleSlope) || 1,
    intercept: number(transformation, Tag.RescaleIntercept) ?? 0,
    inverted: photometric === 'MONOCHROME1',
    voi: lut === 'SIGMOID' || lut === 'LINEAR_EXACT' ? lut : 'LINEAR',
  }
}

/** The direction out of the image plane. */
export function normalOf(orientation: readonly number[]): [number, number, number] {
  const [a, b, c, d, e, f] = orientation as [number, number, number, number, number, number]
  return [b * f - c * e, c * d - a * f, a * e - b * d]
}

export function depthOf(image: Image, normal: readonly number[]): number | undefined {
  return image.position?.reduce((sum, value, axis) => sum + value * normal[axis]!, 0)
}

/**
 * The order a radiologist turns pages in. Instance numbers say it when they are all different;
 * else the place along the common normal does.
 */
export function inReadingOrder(images: Image[]): Image[] {
  const byNumber = (a: Image, b: Image) =>
    a.instanceNumber - b.instanceNumber || a.instance.localeCompare(b.instance) || a.frame - b.frame
  const numbered = new Set(images.map(image => `${image.instanceNumber}/${image.frame}`)).size === images.length
  const orientation = images[0]?.orientation
  if (numbered || !orientation) return [...images].sort(byNumber)
  const normal = normalOf(orientation)
  return [...images].sort((a, b) => (depthOf(a, normal) ?? 0) - (depthOf(b, normal) ?? 0) || byNumber(a, b))
}
