import { getJson, post, postJson } from './http'
import type { ChargeState } from './visit'

/** Charges of a visit and their settlement, for the doctor. Money in fen. */
export interface Charge {
  id: string, name: string, nameEn: string, state: ChargeState, amountFen: number, study: string | null, order: string | null
}
export interface Parts { fundFen: number, accountFen: number, familyFen: number, selfPayFen: number }
export interface Settlement {
  id: string
  state: string
  totalFen: number
  parts: Parts | null
  pay: { qr: string, expiresAt: string | null } | null
  receipt: string | null
  /** Of the receipt, as printed on it. */
  number: string | null
}
export interface VisitCharges {
  visit: { id: string }, charges: Charge[], dueFen: number, settlement: Settlement | null
}

const visitPath = (visit: string) => `/api/visits/${encodeURIComponent(visit)}`

export const fetchCharges = (visit: string, signal?: AbortSignal) => getJson<VisitCharges>(`${visitPath(visit)}/charges`, signal)

/** The same key twice is one settlement. */
export const settle = (visit: string, key: string) => postJson<Settlement>(`${visitPath(visit)}/settlement`, {}, { 'Idempotency-Key': key })

export const fetchSettlement = (id: string, signal?: AbortSignal) => getJson<Settlement>(`/api/settlements/${encodeURIComponent(id)}`, signal)

export const cancelSettlement = (id: string) => post(`/api/settlements/${encodeURIComponent(id)}/cancel`, {})
