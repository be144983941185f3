import { session } from '../auth/session'

/** What went wrong, as far as a person can do something about it. */
export type FailureKind = 'signed-out' | 'not-allowed' | 'not-found' | 'decided' | 'unavailable'

export class RequestFailure extends Error {
  readonly kind: FailureKind
  readonly status: number
  /** What the server calls it: `no-open-visit` of the type `urn:cloudfilm:problem:no-open-visit` (RFC 9457); empty when it says nothing. */
  readonly problem: string

  constructor(status: number, problem = '') {
    super(`HTTP ${status}`)
    this.status = status
    this.kind = kindOf(status)
    this.problem = problem
  }
}

/** Whose token goes along with requests. */
export interface Bearer {
  /** A token that is good as far as one knows, or undefined when there is none. */
  token(): Promise<string | undefined>
  /** Another one, after a refusal. */
  renew(): Promise<string | undefined>
}

let bearer: Bearer = session

/** Requests from now on are `other`'s, such as those of somebody who opened a share link; without it the signed-in person's again. */
export function askAs(other?: Bearer) {
  bearer = other ?? session
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

/** The server's name of a problem, empty when there is none. */
export const problemOf = (error: unknown): string => (error instanceof RequestFailure ? error.problem : '')

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

/** A request as the signed-in person; renews the token once. Throws RequestFailure for any status above 299. */
export function request(path: string, accept: string, signal?: AbortSignal): Promise<Response> {
  return asked(path, { headers: { Accept: accept }, ...(signal ? { signal } : {}) })
}

export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  await (await request(path, 'application/json', signal)).json() as T

/** As {@link request}, with something to say. */
export function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return asked(path, {
    method: 'POST', headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body),
  })
}

export const postJson = async <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> =>
  await (await post(path, body, headers)).json() as T

export function remove(path: string): Promise<Response> {
  return asked(path, { method: 'DELETE', headers: { Accept: 'application/json' } })
}

async function asked(path: string, init: Asking): Promise<Response> {
  let token = await bearer.token()
  if (!token) throw new RequestFailure(401)
  let response = await send(path, init, token)
  if (response.status === 401) {
    token = await bearer.renew()
    if (!token) throw new RequestFailure(401)
    response = await send(path, init, token)
  }
  if (!response.ok) throw new RequestFailure(response.status, await problemType(response))
  return response
}

const PROBLEM = 'urn:cloudfilm:problem:'

async function problemType(response: Response): Promise<string> {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) return ''
  const { type } = await response.json().catch(() => ({})) as { type?: unknown }
  return typeof type === 'string' && type.startsWith(PROBLEM) ? type.slice(PROBLEM.length) : ''
}

type Asking = RequestInit & { headers: Record<string, string> }

function send(path: string, init: Asking, token: string): Promise<Response> {
  // Texts that the server makes are in the language of the page, not of the browser.
  return fetch(path, { ...init, headers: { 'Accept-Language': document.documentElement.lang, ...init.headers, Authorization: `Bearer ${token}` } })
}
