import { describe, expect, it } from 'vitest'
import type { Settlement } from '../api/settlement'
import { askAgainMs, ended, phaseOf } from './phase'

const NOW = new Date('2026-11-22T06:00:00Z')
const settlement = (state: string, expiresAt?: string): Settlement => ({
  id: 's', state, totalFen: 100, parts: null, receipt: null, number: null, pay: expiresAt ? { qr: 'qr', expiresAt } : null,
})

describe('phaseOf', () => {
  it('codeStillGood_isToBePaid', () => expect(phaseOf(settlement('awaiting-payment', '2026-11-22T06:05:00Z'), NOW)).toBe('pay'))
  it('codeRanOut_isSaidAndStillWatched', () => {
    const phase = phaseOf(settlement('awaiting-payment', '2026-11-22T05:59:00Z'), NOW)
    expect(phase).toBe('expired')
    expect(askAgainMs(phase)).toBeDefined()
  })
  it('answerOfTheInsurerLost_isNeitherPaidNorFailed', () => {
    expect(phaseOf(settlement('unknown'), NOW)).toBe('unknown')
    expect(ended('unknown')).toBe(false)
  })
  it('stateOfALaterServer_isNotTakenForAnEnd', () => expect(phaseOf(settlement('reversing'), NOW)).toBe('asking'))
  it('ends_areNotAskedAgain', () => {
    for (const state of ['paid', 'failed', 'cancelled', 'refunded']) expect(askAgainMs(phaseOf(settlement(state), NOW))).toBeUndefined()
  })
})
