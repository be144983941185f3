import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { base64url, proof, random, sha256Plain } from './pkce'

describe('proof key', () => {
  it('vectorOfRfc7636_givesItsChallenge', async () => {
    const { challenge } = await proof('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
    expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  })

  it('withoutWebCrypto_theSameHash', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 200]) {
      const message = Uint8Array.from({ length }, (_, i) => i * 7)
      expect(base64url(sha256Plain(message))).toBe(createHash('sha256').update(message).digest('base64url'))
    }
  })

  it('verifiers_areLongAndNeverTheSame', () => {
    expect(random()).toMatch(/^[\w-]{43}$/)
    expect(random()).not.toBe(random())
  })
})
