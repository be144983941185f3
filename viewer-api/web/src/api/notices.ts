import type { Place } from '../app/hospitals'
import { getJson, post } from './http'
import type { Person } from './consents'

/** `/api/notices` and `/api/trail`: what a patient is told, and who looked. */
export interface NoticeRow {
  id: number
  kind: string
  at: string
  read: boolean
  params: Record<string, string>
  person?: Person | null
}

export interface TrailRow {
  seq: number
  at: string
  actor: { id: string, name: string | null, role: string | null }
  hospital: Place | null
  action: string
  object: { kind: string, label: string | null } | null
  purpose: string | null
  outcome: string
  rule: string | null
  /** By what right, as a word: `consent`, `break-glass`… */
  ground: string | null
}

export const NOTICES_PAGE = 30
export const TRAIL_PAGE = 60

const before = (id: number | undefined) => (id === undefined ? '' : `&before=${id}`)

export const fetchNotices = (older: number | undefined, count: number, signal?: AbortSignal) =>
  getJson<{ unread: number, notices: NoticeRow[] }>(`/api/notices?count=${count}${before(older)}`, signal)

export const readNotices = (upTo: number) => post('/api/notices/read', { upTo })

export const fetchTrail = (older: number | undefined, count: number, signal?: AbortSignal) =>
  getJson<{ entries: TrailRow[] }>(`/api/trail?count=${count}${before(older)}`, signal)
