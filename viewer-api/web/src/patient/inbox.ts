import { useEffect, useSyncExternalStore } from 'react'
import { type Bill, fetchBills } from '../api/bills'
import { type AccessAsked, fetchAsked, isOpen } from '../api/consents'
import { fetchNotices } from '../api/notices'

/** What waits for the patient. */
export interface Waiting {
  unread: number
  asked: AccessAsked[]
  toPay: Bill[]
}

const EVERY_MS = 15_000
const PAYABLE = 'awaiting-payment'

/**
 * Asked again now and then for as long as a page shows it and is looked at. A part that cannot be had stays as it was:
 * what waits is an extra, no page depends on it.
 */
class Inbox {
  #waiting: Waiting = { unread: 0, asked: [], toPay: [] }
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setInterval> | undefined
  #round = 0

  readonly current = () => this.#waiting

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) {
      this.#timer = setInterval(() => document.hidden || this.refresh(), EVERY_MS)
      document.addEventListener('visibilitychange', this.#seen)
    }
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      clearInterval(this.#timer)
      document.removeEventListener('visibilitychange', this.#seen)
    }
  }

  readonly refresh = () => {
    const round = ++this.#round
    const part = <T>(load: Promise<T>, take: (value: T) => Partial<Waiting>) => load.then(
      value => round === this.#round && this.#set(take(value)),
      () => {
        // Stays as it was.
      })
    void part(fetchNotices(undefined, 1), ({ unread }) => ({ unread }))
    void part(fetchAsked(), asked => ({ asked: asked.filter(each => isOpen(each)) }))
    void part(fetchBills(), bills => ({ toPay: bills.filter(bill => bill.state === PAYABLE) }))
  }

  readonly #seen = () => document.hidden || this.refresh()

  #set(part: Partial<Waiting>) {
    this.#waiting = { ...this.#waiting, ...part }
    this.#listeners.forEach(listener => listener())
  }
}

export const inbox = new Inbox()

/** Asks once when a page opens, then as the inbox does. */
export function useInbox(): Waiting {
  useEffect(() => inbox.refresh(), [])
  return useSyncExternalStore(inbox.subscribe, inbox.current)
}
