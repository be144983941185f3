import { useMemo } from 'react'
import { encode } from 'uqr'

/** A QR code drawn in the page; what it says leaves nobody's browser. Dark on white, whatever the page's colours are. */
export function QrCode({ text, label }: { text: string, label: string }) {
  const { size, path } = useMemo(() => drawn(text), [text])
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

/** Side and dark squares in modules, the quiet zone of four modules included (ISO/IEC 18004 6.3.8). */
export function drawn(text: string): { size: number, path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { size, path }
}
