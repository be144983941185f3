import { useEffect, useState } from 'react'
import { RequestFailure } from '../api/http'
import { cancelSettlement, fetchSettlement, settle, type Settlement } from '../api/settlement'
import { useEvery } from '../api/useLoaded'
import { random } from '../auth/pkce'
import { useAction } from '../parts/useAction'
import { askAgainMs, ended, phaseOf } from './phase'

const MAKE_SURE_MS = 3_000

/** The key of an attempt outlives the page, so that a reload in the middle asks about the same settlement. */
const attempt = {
  name: (visit: string) => `cloudfilm.settling.${visit}`,
  begin(visit: string): string {
    const key = sessionStorage.getItem(this.name(visit)) ?? random(16)
    sessionStorage.setItem(this.name(visit), key)
    return key
  },
  pending(visit: string) {
    return sessionStorage.getItem(this.name(visit)) !== null
  },
  end(visit: string) {
    sessionStorage.removeItem(this.name(visit))
  },
}

/** A refusal is an answer; anything else may have arrived all the same. */
const refused = (error: unknown) => error instanceof RequestFailure && error.status >= 400 && error.status < 500

/** Settling a visit: begun once, watched until it has ended, never begun twice. */
export function useSettling(visit: string, known: Settlement | null, changed: () => void) {
  const [settlement, setSettlement] = useState(known)
  const [unsure, setUnsure] = useState(() => known === null && attempt.pending(visit))
  useEffect(() => {
    if (known) setSettlement(known)
  }, [known])

  const take = (next: Settlement) => {
    setUnsure(false)
    setSettlement(next)
    if (ended(phaseOf(next, new Date()))) {
      attempt.end(visit)
      changed()
    }
  }
  const begin = async () => {
    try {
      take(await settle(visit, attempt.begin(visit)))
    } catch (error) {
      if (refused(error)) {
        attempt.end(visit)
        setUnsure(false)
        changed()
        throw error
      }
      setUnsure(true)
    }
  }
  const starting = useAction(begin)
  const cancelling = useAction(async () => {
    if (!settlement) return
    await cancelSettlement(settlement.id)
    take(await fetchSettlement(settlement.id))
  })
  const phase = settlement && phaseOf(settlement, new Date())
  useEvery(unsure ? MAKE_SURE_MS : undefined, () => starting.start())
  useEvery(!unsure && phase ? askAgainMs(phase) : undefined, () => {
    if (settlement) fetchSettlement(settlement.id).then(take, () => {
      // The next time will tell.
    })
  })
  return { settlement, phase, unsure, starting, cancelling, restart: () => { setSettlement(null); starting.start() } }
}
