/** The body of the first part of a multipart/related answer (RFC 2387). Throws when there is none. */
export function firstPart(body: Uint8Array<ArrayBuffer>, contentType: string): Uint8Array<ArrayBuffer> {
  const boundary = /boundary="?([^";,]+)"?/i.exec(contentType)?.[1]
  if (!boundary) throw new Error('multipart without a boundary')
  const delimiter = ascii(`--${boundary}`)
  const opening = indexOf(body, delimiter, 0)
  const headersEnd = opening < 0 ? -1 : indexOf(body, ascii('\r\n\r\n'), opening)
  if (headersEnd < 0) throw new Error('multipart without a part')
  const start = headersEnd + 4
  const headers = new TextDecoder().decode(body.subarray(opening, headersEnd))
  const length = /^content-length:\s*(\d+)\s*$/im.exec(headers)?.[1]
  if (length !== undefined) return body.subarray(start, start + Number(length))
  // The closing delimiter is near the end when there is one part; searching from there spares the pixels.
  const tail = Math.max(start, body.length - boundary.length - 64)
  let end = indexOf(body, ascii(`\r\n--${boundary}`), tail)
  if (end < 0) end = indexOf(body, ascii(`\r\n--${boundary}`), start)
  return body.subarray(start, end < 0 ? body.length : end)
}

const ascii = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))

function indexOf(body: Uint8Array, wanted: Uint8Array, from: number): number {
  outer: for (let at = body.indexOf(wanted[0]!, from); at >= 0; at = body.indexOf(wanted[0]!, at + 1)) {
    for (let i = 1; i < wanted.length; i++) if (body[at + i] !== wanted[i]) continue outer
    return at
  }
  return -1
}
