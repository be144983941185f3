import { session } from '../auth/session'

/** What went wrong, as far as a person can do something about it. */
export type FailureKind = 'signed-out' | 'not-allowed' | 'not-found' | 'unavailable'

export class RequestFailure extends Error {
  readonly kind: FailureKind
  readonly status: number

  constructor(status: number) {
    super(`HTTP ${status}`)
    this.status = status
    this.kind = kindOf(status)
  }
}

export function kindOf(status: number): FailureKind {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'not-allowed'
  if (status === 404 || status === 410) return 'not-found'
  return 'unavailable'
}

export const failureKind = (error: unknown): FailureKind =>
  error instanceof RequestFailure ? error.kind : 'unavailable'

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

/** A request as the signed-in person; renews the token once. Throws RequestFailure for any status above 299. */
export async function request(path: string, accept: string, signal?: AbortSignal): Promise<Response> {
  let token = await session.token()
  if (!token) throw new RequestFailure(401)
  let response = await send(path, accept, token, signal)
  if (response.status === 401) {
    token = await session.renew()
    if (!token) throw new RequestFailure(401)
    response = await send(path, accept, token, signal)
  }
  if (!response.ok) throw new RequestFailure(response.status)
  return response
}

function send(path: string, accept: string, token: string, signal?: AbortSignal): Promise<Response> {
  return fetch(path, { headers: { Accept: accept, Authorization: `Bearer ${token}` }, ...(signal ? { signal } : {}) })
}
