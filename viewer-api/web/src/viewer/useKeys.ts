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

/** The viewer without a mouse; what is typed into a field stays there, and Escape closes what is open first. */
export function useKeys(actions: {
  scroll(by: number): void, zoom(factor: number): void, invert(): void, reset(): void, preset?(name: PresetName): void, leave(): void
}) {
  useEffect(() => {
    const presets: PresetName[] = ['default', 'lung', 'bone', 'soft', 'brain']
    const keys: Record<string, () => void> = {
      ArrowDown: () => actions.scroll(1), ArrowUp: () => actions.scroll(-1),
      ArrowRight: () => actions.scroll(1), ArrowLeft: () => actions.scroll(-1),
      PageDown: () => actions.scroll(10), PageUp: () => actions.scroll(-10),
      Home: () => actions.scroll(-1e6), End: () => actions.scroll(1e6),
      '+': () => actions.zoom(1.25), '=': () => actions.zoom(1.25), '-': () => actions.zoom(0.8),
      i: actions.invert, r: actions.reset, Escape: actions.leave,
    }
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return
      const preset = presets[Number(event.key) - 1]
      const action = preset ? () => actions.preset?.(preset) : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  || (target instanceof Element && target.closest('dialog') !== null)
