import { depthOf, type Image, normalOf } from '../dicom/image'

/**
 * The index in `other` that shows the same place as `images[index]`. By position in the patient when both lie
 * in one frame of reference and about parallel; else by the same share of the way through.
 */
export function matchingIndex(images: readonly Image[], index: number, other: readonly Image[]): number {
  const here = images[index], there = other[0]
  if (!here || !there) return 0
  const normal = here.orientation && normalOf(here.orientation)
  const parallel = normal && there.orientation
    && Math.abs(dot(normal, normalOf(there.orientation))) > 0.9
  if (parallel && here.frameOfReference && here.frameOfReference === there.frameOfReference) {
    const depth = depthOf(here, normal)
    const depths = other.map(image => depthOf(image, normal))
    if (depth !== undefined && depths.every(each => each !== undefined)) return nearest(depths as number[], depth)
  }
  return Math.round(index / Math.max(1, images.length - 1) * (other.length - 1))
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

function nearest(values: readonly number[], wanted: number): number {
  let best = 0
  values.forEach((value, i) => {
    if (Math.abs(value - wanted) < Math.abs(values[best]! - wanted)) best = i
  })
  return best
}
