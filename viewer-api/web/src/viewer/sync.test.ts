import { describe, expect, it } from 'vitest'
import type { Image } from '../dicom/image'
import { matchingIndex } from './sync'

function stack(count: number, spacing: number, options: { frameOfReference?: string, orientation?: number[], from?: number } = {}): Image[] {
  const { frameOfReference = 'f', orientation = [1, 0, 0, 0, 1, 0], from = 0 } = options
  return Array.from({ length: count }, (_, i) =>
    ({ position: [0, 0, from + i * spacing], orientation, frameOfReference }) as unknown as Image)
}

describe('scrolling two stacks together', () => {
  it('sameFrameOfReference_samePlaceInThePatient', () => {
    expect(matchingIndex(stack(60, 5), 10, stack(300, 1))).toBe(50)
    expect(matchingIndex(stack(60, 5), 10, stack(100, 1, { from: 40 }))).toBe(10)
  })

  it('outsideTheOtherStack_itsNearestEnd', () => {
    expect(matchingIndex(stack(60, 5), 59, stack(100, 1))).toBe(99)
  })

  it('otherFrameOfReference_sameShareOfTheWay', () => {
    expect(matchingIndex(stack(11, 5), 5, stack(101, 1, { frameOfReference: 'g' }))).toBe(50)
  })

  it('acrossPlanes_positionsMeanNothing', () => {
    expect(matchingIndex(stack(11, 5), 10, stack(21, 1, { orientation: [0, 1, 0, 0, 0, -1] }))).toBe(20)
  })

  it('emptyOrSingle_isTheFirst', () => {
    expect(matchingIndex([], 0, stack(3, 1))).toBe(0)
    expect(matchingIndex(stack(1, 1, { frameOfReference: '' }), 0, stack(3, 1))).toBe(0)
  })
})
