import { describe, expect, it } from 'vitest'
import { suggestion, tooEasy } from './passcode'

const saying = (...values: number[]) => (into: Uint32Array<ArrayBuffer>) => {
  into[0] = values.shift()!
  return into
}

describe('passcodes', () => {
  it('suggestion_isSixDigits', () => {
    expect(suggestion(saying(7_000_042))).toBe('000042')
    for (let i = 0; i < 200; i++) expect(suggestion()).toMatch(/^\d{6}$/)
  })
  it('valuesThatWouldFavourSomeDigits_areDrawnAgain', () => {
    expect(suggestion(saying(2 ** 32 - 1, 804_213))).toBe('804213')
  })
  it('easyOnes_areNotSuggested', () => {
    expect(suggestion(saying(111_111, 123_456, 987_654, 0, 731_902))).toBe('731902')
    expect(['000000', '123456', '654321'].every(tooEasy)).toBe(true)
    expect(['123457', '112233', '246802'].some(tooEasy)).toBe(false)
  })
})
