import type { Place } from '../app/hospitals'
import { getJson, post, postJson, remove } from './http'

/** `/api/access-requests`, `/api/consents`, `/api/wards`: who may see what of a patient, as the patient decides. */
/** Whose it is, where a guardian sees what is a child's. */
export interface Person { id: string, name: string }

export interface AccessAsked {
  id: number | string
  hospital: Place
  clinician: string | null
  askedAt: string
  expiresAt: string
  state: string
  message?: string | null
  person?: Person | null
}

export interface Consent {
  id: string
  /** In a denial it may stand for all of them. */
  hospital: Place
  purpose: string
  from: string
  until: string | null
  sensitive: string[]
  state: 'active' | 'ended' | 'withdrawn' | 'denied'
  person?: Person | null
}

export interface Ward { id: string, name: string, birthDate?: string | null }

/** What the patient allows. `sensitive` names the labels of sensitive records that are included; none are unless named. */
export interface Terms { days: number, sensitive: string[] }

export const fetchAsked = (signal?: AbortSignal) => getJson<AccessAsked[]>('/api/access-requests', signal)

export const isOpen = (asked: AccessAsked, now = Date.now()) => asked.state === 'asked' && Date.parse(asked.expiresAt) > now

export const confirm = (id: AccessAsked['id'], terms: Terms) => postJson<{ consent: string }>(`/api/access-requests/${id}/confirm`, terms)

export const decline = (id: AccessAsked['id']) => post(`/api/access-requests/${id}/decline`, {})

export const fetchConsents = (signal?: AbortSignal) => getJson<Consent[]>('/api/consents', signal)

/** @param person a child of the patient's; the patient without */
export const addConsent = (hospital: string, terms: Terms, person: string | undefined) => post('/api/consents', { hospital, ...terms, person })

export const deny = (hospital: string, days: number, person: string | undefined) => post('/api/consents', { hospital, days, deny: true, person })

/** Answers only when nothing passes by this consent any more, in any process. */
export const withdraw = (id: string) => remove(`/api/consents/${id}`)

export const fetchWards = (signal?: AbortSignal) => getJson<Ward[]>('/api/wards', signal)
