import type { Settlement } from '../api/settlement'

/** Where a settlement stands, as the doctor has to know it. */
export type Phase = 'asking' | 'unknown' | 'pay' | 'expired' | 'paid' | 'failed' | 'cancelled' | 'refunded'

/** A state this page does not know is not claimed to be an end. */
export function phaseOf({ state, pay }: Settlement, now: Date): Phase {
  switch (state) {
    case 'paid': case 'failed': case 'cancelled': case 'refunded': case 'unknown': return state
    case 'awaiting-payment':
      if (!pay) return 'asking'
      return pay.expiresAt && new Date(pay.expiresAt) <= now ? 'expired' : 'pay'
    default: return 'asking'
  }
}

const ENDS: readonly Phase[] = ['paid', 'failed', 'cancelled', 'refunded']

export const ended = (phase: Phase) => ENDS.includes(phase)

/** How soon to ask again; undefined: it is over. A code that ran out may have been paid in its last moment. */
export function askAgainMs(phase: Phase): number | undefined {
  if (ended(phase)) return undefined
  return phase === 'pay' || phase === 'asking' ? 3_000 : 5_000
}
