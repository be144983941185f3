import type { Place } from '../app/hospitals'
import { getJson, post } from './http'
import type { Item, RepeatReason } from './visit'

/** What managers see: figures without patients, emergency access to review, the trail's verification. */
export interface Counts { opened: number, recognised: number, repeated: number, excluded: number, savedFen: number }
export interface CountRow extends Counts { code: string, name: string, nameEn: string }
export interface Statistics extends Counts {
  savedTrips: number
  items: CountRow[]
  hospitals: CountRow[]
  specialties: CountRow[]
}
export type DecisionKindCounted = 'recognised' | 'repeated' | 'excluded' | 'cited'
export interface DecisionRow {
  id: string, day: string, kind: DecisionKindCounted, item: Item | null, hospital: Place, from: Place, specialty: string
  reason: RepeatReason | null, savedFen: number, revoked: boolean
}
/** How often reports of another hospital were opened on a day. */
export interface OpenedRow { day: string, item: Item | null, hospital: Place, from: Place, specialty: string, times: number }
export interface Period { from: string, to: string }
export interface OpenedFilter { item?: string, hospital?: string, specialty?: string }
export interface DecisionFilter extends OpenedFilter { kind?: DecisionKindCounted }

export type GlassState = 'open' | 'justified' | 'unjustified'
export interface GlassRow {
  id: string, hospital: Place, clinician: string | null, at: string, until: string, reason: string, state: GlassState
  review: { by: string | null, at: string, remark: string } | null
}
export interface Verification { intact: boolean, entries: number, checkedAt: string }

export const fetchStatistics = ({ from, to }: Period, signal?: AbortSignal) =>
  getJson<Statistics>(`/api/statistics?${new URLSearchParams({ from, to })}`, signal)

export const fetchDecisions = ({ from, to }: Period, filter: DecisionFilter, signal?: AbortSignal) =>
  getJson<DecisionRow[]>(`/api/statistics/decisions?${new URLSearchParams({ from, to, ...filter })}`, signal)

export const fetchOpenings = ({ from, to }: Period, filter: OpenedFilter, signal?: AbortSignal) =>
  getJson<OpenedRow[]>(`/api/statistics/openings?${new URLSearchParams({ from, to, ...filter })}`, signal)

export const fetchGlass = (state: GlassState, signal?: AbortSignal) => getJson<GlassRow[]>(`/api/break-glass?state=${state}`, signal)

export const reviewGlass = (id: string, verdict: 'justified' | 'unjustified', remark: string) =>
  post(`/api/break-glass/${encodeURIComponent(id)}/review`, { verdict, remark })

export const fetchVerification = (signal?: AbortSignal) => getJson<Verification>('/api/trail/verification', signal)
