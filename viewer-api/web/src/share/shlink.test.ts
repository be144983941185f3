import { describe, expect, it } from 'vitest'
import { parseShlink } from './shlink'

const ORIGIN = 'https://film.example.cn'
const KEY = 'rxTgYlOaKJPFtcEd0qcceN8wEU4p94SqAwIWQe6uX7Q'
const link = (payload: unknown) => `shlink:/${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
const whole = { url: `${ORIGIN}/shl/Y9xwkUdtmN9wwoJoN3ffJIhX2UGvCL1JnlPVNL3kDWM`, key: KEY, flag: 'LP', exp: 1_800_000_000, label: '给李医生', v: 1 }

describe('parseShlink', () => {
  it('linkAfterAViewersAddress_isRead', () => {
    for (const text of [link(whole), `${ORIGIN}/s#${link(whole)}`, `#${link(whole)}`]) {
      const found = parseShlink(text, ORIGIN)
      expect(found).toMatchObject({ url: whole.url, exp: whole.exp, passcode: true, label: '给李医生' })
      expect((found as { key: Uint8Array }).key).toHaveLength(32)
    }
  })
  it('linkOfAnotherSystem_isForeign', () => {
    expect(parseShlink(link({ ...whole, url: 'https://elsewhere.example/shl/1' }), ORIGIN)).toBe('foreign')
    expect(parseShlink(link({ ...whole, flag: 'U' }), ORIGIN)).toBe('foreign')
  })
  it('cutOrMadeUpLink_isBroken', () => {
    const text = link(whole)
    const flawed = ['', '#', 'shlink:/', text.slice(0, 40), link({ ...whole, key: 'short' }), link({ ...whole, url: 7 }),
      link({ ...whole, url: 'nowhere' }), link({ ...whole, v: 2 }), link('text'), link(null)]
    for (const each of flawed) expect(parseShlink(each, ORIGIN)).toBe('broken')
  })
  it('linkWithoutFlags_asksForNoPasscode', () => {
    expect(parseShlink(link({ url: whole.url, key: KEY }), ORIGIN)).toMatchObject({ passcode: false, exp: undefined, label: '' })
  })
})
