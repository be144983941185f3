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

/** Where a side's name stands: CSS pixels from that side of the viewport, beside the picture or on it. */
export interface SidePlace { at: number, outside: boolean }

const GAP = 8
/** What a name takes beside the picture, along and across the lines. */
const ROOM = { across: 72, along: 40 }

/** The names of a picture's four sides: next to the picture where there is room, else on its rim, and always in sight. */
export function sidePlaces([w, h]: readonly [number, number], view: View, [width, height]: readonly [number, number]) {
  const place = (free: number, room: number, most: number): SidePlace => free >= room
    ? { at: Math.min(free, most) - GAP, outside: true }
    : { at: Math.max(GAP, Math.min(free + GAP, most - room)), outside: false }
  const across = (width - w * view.scale) / 2, along = (height - h * view.scale) / 2
  return {
    left: place(across + view.x, ROOM.across, width), right: place(across - view.x, ROOM.across, width),
    top: place(along + view.y, ROOM.along, height), bottom: place(along - view.y, ROOM.along, height),
  }
}

/** Width and height in CSS pixels of a picture fitted into a viewport; `aspect` is pixel height over width. */
export function fitted(columns: number, rows: number, aspect: number, width: number, height: number): [number, number] {
  const w = columns, h = rows * aspect
  const factor = Math.min(width / w, height / h)
  return [w * factor, h * factor]
}
