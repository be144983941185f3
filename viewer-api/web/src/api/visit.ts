import type { Place } from '../app/hospitals'
import { getJson, post, postJson, remove, request } from './http'

/** `/api/doctor/**`: a doctor's patients, their exams over hospitals, and what the doctor decides. */
export interface Visit { id: string, since: string | null, class: string }
export interface PatientView {
  id: string, name: string, sex: string, birthDate: string | null, number: string, visit: Visit | null
}
export type AccessState = 'none' | 'asked' | 'granted' | 'declined' | 'broken-glass'
export interface AccessView {
  state: AccessState, since?: string | null, until?: string | null
}
export interface PatientFile { patient: PatientView, access: AccessView }

export interface Item { code: string, name: string, nameEn: string }
export interface Because { code: string, text: string, textEn: string }
export interface Exam {
  study: string, date: string | null, item: Item | null, modality: string, description: string | null
  hospital: Place, own: boolean, marks: string[]
  recognisable: { yes: boolean, because: Because[], until: string | null }
  report: { id: string, at: string } | null
  instances: number
}
export type DecisionKind = 'recognise' | 'decline' | 'cite'
export interface Decision {
  id: string, kind: DecisionKind, reason: string | null, note: string | null, by: string | null, at: string, study: string
}
export type ChargeState = 'planned' | 'due' | 'settling' | 'paid' | 'refunding' | 'refunded' | 'cancelled'
export interface Order {
  id: string, item: Item | null, status: string, at: string
  /** `performed`: its images have arrived; what is paid need not be. */
  charge: { state: ChargeState, amountFen: number, performed: boolean } | null
  decision: Decision | null
  priors: string[]
}
export interface Timeline { exams: Exam[], orders: Order[] }
export interface Report {
  id: string, at: string, hospital: Place, findings: string | null, conclusion: string | null, pdf: string | null
}
export interface RepeatReason { code: string, name: string, nameEn: string, counted: boolean }

const patientPath = (id: string) => `/api/doctor/patients/${encodeURIComponent(id)}`

export const findPatients = (by: { number?: string, name?: string }, signal?: AbortSignal) =>
  getJson<PatientView[]>(`/api/doctor/patients?${new URLSearchParams(by)}`, signal)

export const fetchPatient = (id: string, signal?: AbortSignal) => getJson<PatientFile>(patientPath(id), signal)

export const fetchTimeline = (id: string, signal?: AbortSignal) => getJson<Timeline>(`${patientPath(id)}/timeline`, signal)

export const askForAccess = (patient: string) => post('/api/access-requests', { patient })

export const breakGlass = (patient: string, reason: string) => post('/api/break-glass', { patient, reason })

/** Opening a report is counted, so this is asked only when it is shown. */
export const fetchReport = (id: string, signal?: AbortSignal) => getJson<Report>(`/api/doctor/reports/${encodeURIComponent(id)}`, signal)

export const fetchRepeatReasons = (signal?: AbortSignal) => getJson<RepeatReason[]>('/api/repeat-reasons', signal)

export const decideAbout = (decision: { order?: string, study: string, kind: DecisionKind, reason?: string, note?: string }) =>
  postJson<{ id: string }>('/api/decisions', decision)

export const revokeDecision = (id: string) => remove(`/api/decisions/${encodeURIComponent(id)}`)

/** The text a doctor pastes into a note. */
export async function fetchCitation(decision: string): Promise<string> {
  return (await request(`/api/decisions/${encodeURIComponent(decision)}/citation`, 'text/plain')).text()
}
