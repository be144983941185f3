import { getJson, postJson, remove } from './http'

/** `/api/shares`: links by which others open a film without an account. */
export interface NewShare { studies: string[], label: string, passcode: string, days: number, openings: number, report: boolean }

export interface MadeShare { id: string, link: string, expiresAt: string, openingsLeft: number }

export interface Opening { at: string, recipient: string, outcome: string }

export interface ShareRow {
  id: string
  label: string
  studies: string[]
  createdAt: string
  expiresAt: string
  openingsLeft: number
  state: string
  openings: Opening[]
}

export const makeShare = (wanted: NewShare) => postJson<MadeShare>('/api/shares', wanted)

export const fetchShares = (signal?: AbortSignal) => getJson<ShareRow[]>('/api/shares', signal)

/** The link is dead when this has answered. */
export const revokeShare = (id: string) => remove(`/api/shares/${id}`)
