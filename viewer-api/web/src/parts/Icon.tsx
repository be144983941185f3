/** Line icons, 24 units square, drawn with the current text colour. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.5 16.5L21 21',
  window: 'M12 3.5a8.5 8.5 0 1 0 0 17zM12 3.5a8.5 8.5 0 0 1 0 17M12 3.5v17',
  scroll: 'M12 3v18M8 7l4-4 4 4M8 17l4 4 4-4',
  pan: 'M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3',
  zoom: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.5 16.5L21 21M8 11h6M11 8v6',
  reset: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v4.5h4.5',
  invert: 'M4 4h16v16H4zM12 4v16M14 8h4M14 12h4M14 16h4',
  one: 'M4 5h16v14H4z',
  two: 'M3 5h8v14H3zM13 5h8v14h-8z',
  sync: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.6-5.6L12 7.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.6 5.6L12 16.8',
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  layers: 'M12 3l9 5-9 5-9-5zM3.5 12.5L12 17l8.5-4.5M3.5 16.5L12 21l8.5-4.5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3L7 7M17 17l1.7 1.7M5.3 18.7L7 17M17 7l1.7-1.7',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15',
  doctor: 'M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 21c0-4.5 3.2-7 7.5-7s7.5 2.5 7.5 7M12 16.5v4M10 18.5h4',
  patient: 'M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 21c0-4.5 3.2-7 7.5-7s7.5 2.5 7.5 7',
  leave: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  empty: 'M4 5h16v14H4zM4 15l4.5-4.5 3.5 3.5 3-3 5 5M15.5 8.5h.01',
  warn: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
  check: 'M4.5 12.5l5 5L19.5 7',
  differs: 'M5 9h14M5 15h14M16 4L8 20',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  undo: 'M9 5L4 10l5 5M4 10h10a6 6 0 0 1 0 12h-2',
  next: 'M9 5l7 7-7 7',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3.2 2',
  quote: 'M9 7c-3 .6-4.5 2.6-4.5 6v4H10v-5H7.2M19 7c-3 .6-4.5 2.6-4.5 6v4H20v-5h-2.8',
  repeat: 'M5 11V9.5A3.5 3.5 0 0 1 8.5 6H19M16 3l3 3-3 3M19 13v1.5a3.5 3.5 0 0 1-3.5 3.5H5M8 21l-3-3 3-3',
  pay: 'M5 4h5v5H5zM14 4h5v5h-5zM5 14h5v5H5zM14 14h2v2h-2zM18 14h1M14 19h1M17.5 17.5h1.5V19',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.6v.2',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
