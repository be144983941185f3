import { session } from '../auth/session'

/** What went wrong, as far as a person can do something about it. */
export type FailureKind = 'signed-out' | 'not-allowed' | 'not-found' | 'decided' | 'unavailable'

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
  if (status === 409) return 'decided'
  return 'unavailable'
}

export const failureKind = (error: unknown): FailureKind =>
  error instanceof RequestFailure ? error.kind : 'unavailable'

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

/** A request as the signed-in person; renews the token once. Throws RequestFailure for any status above 299. */
export function request(path: string, accept: string, signal?: AbortSignal): Promise<Response> {
  return asked(path, { headers: { Accept: accept }, ...(signal ? { signal } : {}) })
}

/** As {@link request}, with something to say. */
export function post(path: string, body: unknown): Promise<Response> {
  return asked(path, { method: 'POST', headers: { Accept: 'application/json', 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
}

async function asked(path: string, init: Asking): Promise<Response> {
  let token = await session.token()
  if (!token) throw new RequestFailure(401)
  let response = await send(path, init, token)
  if (response.status === 401) {
    token = await session.renew()
    if (!token) throw new RequestFailure(401)
    response = await send(path, init, token)
  }
  if (!response.ok) throw new RequestFailure(response.status)
  return response
}

type Asking = RequestInit & { headers: Record<string, string> }

function send(path: string, init: Asking, token: string): Promise<Response> {
  return fetch(path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } })
}
