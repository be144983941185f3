import { fromBase64Url } from './shlink'

/** What a file says it is, and its text. */
export interface OpenedFile {
  contentType: string
  text: string
}

const TAG_BITS = 128
const INFLATED_AT_MOST = 64 * 1024 * 1024

/**
 * Decrypts a JWE in compact serialization (RFC 7516) as SMART Health Links make them: direct key, AES-256-GCM,
 * optionally raw deflate (`zip: DEF`). Throws when anything was altered, or the key is not the one it was made with.
 */
export async function decryptJwe(compact: string, key: Uint8Array<ArrayBuffer>): Promise<OpenedFile> {
  const parts = compact.trim().split('.')
  if (parts.length !== 5 || parts[1] !== '') throw new TypeError('not a JWE with a direct key')
  const [protectedHeader, , iv, ciphertext, tag] = parts as [string, string, string, string, string]
  const header = JSON.parse(new TextDecoder().decode(fromBase64Url(protectedHeader))) as Record<string, unknown>
  if (header['alg'] !== 'dir' || header['enc'] !== 'A256GCM' || header['crit'] !== undefined) throw new TypeError('another way of encrypting')
  const secret = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: fromBase64Url(iv), additionalData: new TextEncoder().encode(protectedHeader), tagLength: TAG_BITS },
    secret, joined(fromBase64Url(ciphertext), fromBase64Url(tag)))
  const bytes = header['zip'] === 'DEF' ? await inflated(plain) : new Uint8Array(plain)
  return { contentType: String(header['cty'] ?? ''), text: new TextDecoder().decode(bytes) }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

async function inflated(deflated: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    // A small file can inflate to anything.
    if (length > INFLATED_AT_MOST) {
      await reader.cancel()
      throw new RangeError('too large')
    }
    parts.push(next.value)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

/** Everything this page needs of a browser. Without https there is no cryptography either. */
export const canOpen = () => typeof crypto !== 'undefined' && crypto.subtle !== undefined && typeof DecompressionStream !== 'undefined'
