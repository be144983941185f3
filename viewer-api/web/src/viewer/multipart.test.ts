import { describe, expect, it } from 'vitest'
import { firstPart } from './multipart'

const bytes = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))
const read = (part: Uint8Array) => String.fromCharCode(...part)

describe('the first part of a multipart answer', () => {
  it('onePart_isItsBody', () => {
    const body = bytes('\r\n--b1\r\nContent-Type: application/octet-stream\r\n\r\n\x00\r\n\x01--\xff\r\n--b1--')
    expect(read(firstPart(body, 'multipart/related; type="application/octet-stream"; boundary=b1'))).toBe('\x00\r\n\x01--\xff')
  })

  it('quotedBoundary_andLength_areUsed', () => {
    const body = bytes('--a b\r\nContent-Length: 4\r\n\r\nab\r\n\r\n--a b--\r\n')
    expect(read(firstPart(body, 'multipart/related; boundary="a b"'))).toBe('ab\r\n')
  })

  it('severalParts_onlyTheFirst', () => {
    const filler = 'x'.repeat(500)
    const body = bytes(`--b\r\n\r\none\r\n--b\r\n\r\n${filler}\r\n--b--`)
    expect(read(firstPart(body, 'multipart/related; boundary=b'))).toContain('one')
  })

  it('noBoundary_orNoPart_isAnError', () => {
    expect(() => firstPart(bytes('x'), 'multipart/related')).toThrow('boundary')
    expect(() => firstPart(bytes('--b--'), 'multipart/related; boundary=b')).toThrow('without a part')
  })
})
