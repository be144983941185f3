/** How the picture lies in its viewport: scale 1 fits it in; the shift is in CSS pixels from the middle. */
export interface View {
  scale: number
  x: number
  y: number
}

export const FITTED: View = { scale: 1, x: 0, y: 0 }

const SMALLEST = 0.5
const LARGEST = 12

/** Zooms by a factor about a point given from the viewport's middle, which stays under the finger. */
export function zoomed(view: View, factor: number, x = 0, y = 0): View {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor))
  const ratio = scale / view.scale
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio }
}

export const moved = (view: View, dx: number, dy: number): View => ({ ...view, x: view.x + dx, y: view.y + dy })

/** Width and height in CSS pixels of a picture fitted into a viewport; `aspect` is pixel height over width. */
export function fitted(columns: number, rows: number, aspect: number, width: number, height: number): [number, number] {
  const w = columns, h = rows * aspect
  const factor = Math.min(width / w, height / h)
  return [w * factor, h * factor]
}
