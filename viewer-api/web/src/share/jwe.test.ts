import { createCipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decryptJwe } from './jwe'

/** Made by other hands than the page's: node's own AES-GCM. */
function jwe(text: string, key: Buffer, header: Record<string, unknown> = { alg: 'dir', enc: 'A256GCM', zip: 'DEF', cty: 'application/fhir+json' }) {
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(head))
  const plain = header['zip'] ? deflateRawSync(text) : Buffer.from(text)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return [head, '', iv.toString('base64url'), body.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.')
}

const KEY = randomBytes(32)
const bytes = (key: Buffer) => new Uint8Array(key)

describe('decryptJwe', () => {
  it('compressedFile_opens', async () => {
    const text = JSON.stringify({ resourceType: 'Bundle', note: '结节'.repeat(500) })
    const file = jwe(text, KEY)
    expect(file.length).toBeLessThan(text.length)
    expect(await decryptJwe(file, bytes(KEY))).toEqual({ contentType: 'application/fhir+json', text })
  })
  it('plainFile_opens', async () => {
    const file = jwe('张三', KEY, { alg: 'dir', enc: 'A256GCM' })
    expect(await decryptJwe(file, bytes(KEY))).toEqual({ contentType: '', text: '张三' })
  })
  it('otherKey_isRefused', async () => {
    await expect(decryptJwe(jwe('x', KEY), bytes(randomBytes(32)))).rejects.toThrow()
  })
  it('alteredHeaderOrBody_isRefused', async () => {
    const [head, ...rest] = jwe('x', KEY).split('.') as [string, ...string[]]
    const other = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', zip: 'DEF', cty: 'text/plain' })).toString('base64url')
    await expect(decryptJwe([other, ...rest].join('.'), bytes(KEY))).rejects.toThrow()
    const body = rest[2]!
    const flipped = (body.startsWith('A') ? 'B' : 'A') + body.slice(1)
    await expect(decryptJwe([head, rest[0], rest[1], flipped, rest[3]].join('.'), bytes(KEY))).rejects.toThrow()
  })
  it('otherAlgorithm_isRefused', async () => {
    await expect(decryptJwe(jwe('x', KEY, { alg: 'A256KW', enc: 'A256GCM' }), bytes(KEY))).rejects.toThrow()
    await expect(decryptJwe('a.b.c', bytes(KEY))).rejects.toThrow()
  })
})
