import { describe, expect, it } from 'vitest'
import { directionLetters, edgeLabels } from './orientation'

describe('edge labels', () => {
  it('axial_patientsLeftIsOnTheRight', () => {
    expect(edgeLabels({ orientation: [1, 0, 0, 0, 1, 0], edges: [] })).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' })
  })

  it('sagittal_headIsOnTop', () => {
    expect(edgeLabels({ orientation: [0, 1, 0, 0, 0, -1], edges: [] })).toEqual({ left: 'A', right: 'P', top: 'H', bottom: 'F' })
  })

  it('oblique_twoLetters_strongestFirst', () => {
    expect(directionLetters([0.9, 0.43, 0.01])).toBe('LP')
    expect(directionLetters([0.1, -0.6, 0.79])).toBe('HA')
  })

  it('projection_usesWhatTheImageSays', () => {
    expect(edgeLabels({ orientation: undefined, edges: ['L', 'F'] })).toEqual({ left: 'R', right: 'L', top: 'H', bottom: 'F' })
  })

  it('nothingKnown_nothingIsClaimed', () => {
    expect(edgeLabels({ orientation: undefined, edges: [] })).toBeUndefined()
  })
})
