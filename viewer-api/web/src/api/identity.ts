import type { Place } from '../app/hospitals'
import { getJson, post } from './http'

/** `/api/identity`: patients that may be one person. */
export interface Glimpse { names: string[], hospitals: Place[] }
export interface PairRow { id: number, score: number, reasons: string[], foundAt: string, first: Glimpse, second: Glimpse }
export interface NumberView { kind: string, value: string }
export interface FaceView {
  hospital: Place, number: NumberView, names: string[], birthDate: string | null, sex: string, phone: string
  multipleBirth: boolean, seenAt: string
}
export interface PersonView { identities: FaceView[], numbers: NumberView[] }
export interface Comparison {
  id: number, score: number, reasons: string[], foundAt: string, revealed: boolean, persons: [PersonView, PersonView]
}
export interface MergeRow {
  id: number, at: string, actor: string | null, bySystem: boolean, reason: string, kept: Glimpse, moved: Glimpse
  undoneAt: string | null, undoneBy: string | null, undoReason: string | null
}

export const PAGE = 20

const get = <T>(path: string, signal?: AbortSignal) => getJson<T>(`/api/identity/${path}`, signal)

export const fetchPairs = (offset: number, signal?: AbortSignal) =>
  get<{ count: number, pairs: PairRow[] }>(`pairs?offset=${offset}`, signal)

export const fetchComparison = (id: string, reveal: boolean, signal?: AbortSignal) =>
  get<Comparison>(`pairs/${id}${reveal ? '?reveal=true' : ''}`, signal)

export const fetchMerges = (offset: number, signal?: AbortSignal) =>
  get<{ count: number, merges: MergeRow[] }>(`merges?offset=${offset}`, signal)

export const decide = (id: string, what: 'merge' | 'separate', reason: string) => post(`/api/identity/pairs/${id}/${what}`, { reason })

export const undoMerge = (id: number, reason: string) => post(`/api/identity/merges/${id}/undo`, { reason })
