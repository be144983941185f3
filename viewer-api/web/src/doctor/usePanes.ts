import { useCallback, useRef, useState } from 'react'
import type { Image } from '../dicom/image'
import { matchingIndex } from '../viewer/sync'
import { FITTED } from '../viewer/view'
import type { Look } from '../viewer/Viewport'

/** A viewport's series and how it is looked at. */
export interface PaneState {
  series: string
  look: Look
}

export type LookChange = Partial<Look> | ((look: Look) => Partial<Look>)

const LOOK: Look = { index: 0, window: undefined, inverted: false, view: FITTED }

export const paneOf = (series: string): PaneState => ({ series, look: LOOK })

/** Where the pane stands, when there are two. */
export const sideOf = (at: number, count: number) => (count < 2 ? undefined : at === 0 ? 'left' : 'right')

/**
 * Viewports beside each other; with `sync`, turning one turns the others to the same place.
 * `middle`: series open in their middle, where there is most to see.
 */
export function usePanes(first: () => PaneState[], sync: boolean, middle = false) {
  const [panes, setPanes] = useState(first)
  const placed = useRef(new Set<string>())
  const [images, setImages] = useState<ReadonlyMap<string, readonly Image[]>>(() => new Map())

  const change = useCallback((at: number, part: LookChange) => {
    setPanes(before => {
      const changed = before[at]
      if (!changed) return before
      const next = { ...changed.look, ...(typeof part === 'function' ? part(changed.look) : part) }
      return before.map((pane, i) => {
        if (i === at) return { ...pane, look: next }
        if (!sync || next.index === changed.look.index) return pane
        const from = images.get(changed.series) ?? [], to = images.get(pane.series) ?? []
        return { ...pane, look: { ...pane.look, index: matchingIndex(from, next.index, to) } }
      })
    })
  }, [sync, images])

  const loaded = useCallback((series: string, list: readonly Image[]) => {
    if (middle && !placed.current.has(series)) {
      placed.current.add(series)
      const index = Math.floor(list.length / 2)
      setPanes(before => before.map(pane => (pane.series === series ? { ...pane, look: { ...pane.look, index } } : pane)))
    }
    setImages(before => before.get(series) === list ? before : new Map(before).set(series, list))
  }, [middle])
  const choose = (at: number, series: string) => setPanes(before => before.map((pane, i) => (i === at ? paneOf(series) : pane)))
  const reset = (at: number) => change(at, { view: FITTED, window: undefined, inverted: false })
  return { panes, setPanes, images, change, loaded, choose, reset }
}
