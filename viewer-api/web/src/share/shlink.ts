/** The payload of a SMART Health Link (SHL 1.0): where the manifest is, and the key that never reaches a server. */
export interface Shlink {
  url: string
  /** 32 bytes of AES-256 key. */
  key: Uint8Array<ArrayBuffer>
  /** Seconds since 1970. */
  exp: number | undefined
  passcode: boolean
  label: string
}

export type ShlinkFlaw = 'broken' | 'foreign'

/**
 * Reads `shlink:/…` wherever it stands in `text`: alone, after a viewer's `#`, or in a scanned code.
 * Only links of `origin` are taken: this page asks nobody else.
 */
export function parseShlink(text: string, origin: string): Shlink | ShlinkFlaw {
  const encoded = /shlink:\/([A-Za-z0-9_-]+)/.exec(text)?.[1]
  if (!encoded) return 'broken'
  try {
    const payload = JSON.parse(new TextDecoder().decode(fromBase64Url(encoded))) as Record<string, unknown>
    const { url, key, flag, exp, label, v } = payload
    if (typeof url !== 'string' || typeof key !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(key)) return 'broken'
    if (v !== undefined && v !== 1) return 'broken'
    // A direct file (U) or one that is polled (L) alone is another kind of link; P says that a passcode is asked for.
    const flags = typeof flag === 'string' ? flag : ''
    if (flags.includes('U')) return 'foreign'
    if (new URL(url).origin !== origin) return 'foreign'
    return {
      url, key: fromBase64Url(key), passcode: flags.includes('P'),
      exp: typeof exp === 'number' ? exp : undefined,
      label: typeof label === 'string' ? label.slice(0, 80) : '',
    }
  } catch {
    return 'broken'
  }
}

export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new TypeError('not base64url')
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, letter => letter.charCodeAt(0))
}
