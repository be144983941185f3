import { useEffect } from 'react'
import type { Image } from '../dicom/image'
import type { PresetName } from './window'

/** Plays the active stack at the speed its images state, else ten a second. */
export function useCine(playing: boolean, images: readonly Image[], step: () => void) {
  useEffect(() => {
    if (!playing || images.length < 2) return
    const timer = setInterval(step, Math.max(33, images[0]?.frameTime ?? 100))
    return () => clearInterval(timer)
  })
}

/** Keys that turn slices: how many, positive is forward. */
const TURNS: Record<string, number> = {
  ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity,
}

/** With Shift they move the picture, by CSS pixels. */
const MOVES: Record<string, readonly [number, number]> = { ArrowDown: [0, 40], ArrowUp: [0, -40], ArrowRight: [40, 0], ArrowLeft: [-40, 0] }

/** How many slices a pressed key turns; undefined when it is not for turning them. */
export const turnsBy = (event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>): number | undefined =>
  (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey ? undefined : TURNS[event.key])

/** The slice `by` after `index`, among `count`. */
export const turned = (index: number, by: number, count: number) => Math.max(0, Math.min(count - 1, index + by))

/** The viewer without a mouse. */
export function useKeys(actions: {
  scroll(by: number): void, pan(dx: number, dy: number): void, zoom(factor: number): void, invert(): void, reset(): void, preset?(name: PresetName): void, leave(): void
}) {
  useEffect(() => {
    const presets: PresetName[] = ['default', 'lung', 'bone', 'soft', 'brain']
    const keys: Record<string, () => void> = {
      '+': () => actions.zoom(1.25), '=': () => actions.zoom(1.25), '-': () => actions.zoom(0.8),
      i: actions.invert, r: actions.reset, Escape: actions.leave,
    }
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || taken(event)) return
      const preset = presets[Number(event.key) - 1], by = turnsBy(event), move = event.shiftKey ? MOVES[event.key] : undefined
      const action = preset ? () => actions.preset?.(preset) : by !== undefined ? () => actions.scroll(by) : move ? () => actions.pan(...move)
        : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
}

/** Whether a key is for where it was pressed: a field to type into, words to read on in, or what is open over the page. */
function taken({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true
  if (!(target instanceof Element)) return false
  return target.matches('input, textarea, select') || (key !== 'Escape' && target.closest('.reading-words') !== null)
}
