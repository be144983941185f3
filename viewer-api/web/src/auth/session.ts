import { proof, random } from './pkce'

/** `GET /api/config`. */
export interface Config {
  issuer: string
  clientId: string
  demo: boolean
  /** Those of the deployment, as they are called in both languages. */
  hospitals: { id: string, name: string, nameEn: string }[]
}

interface Endpoints {
  authorization_endpoint: string
  token_endpoint: string
  end_session_endpoint?: string
}

interface Tokens {
  access: string
  id?: string
  refresh?: string
  /** Milliseconds since 1970. */
  expires: number
}

interface Attempt {
  state: string
  verifier: string
  /** Where the person wanted to go. */
  wanted: string
}

const TOKENS = 'cloudfilm.tokens'
const ATTEMPT = 'cloudfilm.signin'
const MARGIN_MS = 30_000
/** Nobody waits longer to be signed out. */
const PATIENCE_MS = 2_000

/** The provider said no, or (`refused` false) had no time to say anything. */
export class SignInError extends Error {
  readonly refused: boolean

  constructor(message: string, status = 400) {
    super(message)
    this.refused = status < 500
  }
}

/**
 * Signing in at an OpenID provider: authorization code with PKCE, tokens for this tab only.
 * When the access token runs out it is renewed without the person noticing, by refresh token or by
 * the provider's own session; only when that has ended too does the person have to sign in again.
 * A network that fails meanwhile ends nothing.
 */
class Session {
  #config: Promise<Config> | undefined
  #endpoints: Promise<Endpoints> | undefined
  #renewal: Promise<string | undefined> | undefined
  readonly #ended = new Set<() => void>()

  config(): Promise<Config> {
    this.#config ??= json<Config>('/api/config').catch(error => {
      this.#config = undefined
      throw error
    })
    return this.#config
  }

  get signedIn(): boolean {
    return this.#tokens !== undefined
  }

  /** A token that is still good, or undefined when the person has to sign in. */
  async token(): Promise<string | undefined> {
    const tokens = this.#tokens
    if (!tokens) return undefined
    if (Date.now() < tokens.expires - MARGIN_MS) return tokens.access
    return this.renew()
  }

  /** After a 401, or when time is up. Callers at the same time share one renewal. Rejects when nobody could be asked. */
  renew(): Promise<string | undefined> {
    this.#renewal ??= this.#renewQuietly().finally(() => (this.#renewal = undefined))
    return this.#renewal
  }

  /** Runs `listener` when a person who is at work turns out to be signed out. */
  onEnded(listener: () => void): () => void {
    this.#ended.add(listener)
    return () => {
      this.#ended.delete(listener)
    }
  }

  /** Leaves the page. `prompt=login` asks for credentials even when a session is open, to change persons. */
  async signIn(wanted: string, options: { hint?: string, prompt?: string } = {}): Promise<void> {
    location.assign(await this.#authorizeUrl(wanted, options))
  }

  /** On `/callback`: exchanges the code and returns the wanted path. */
  async complete(query: URLSearchParams): Promise<string> {
    const attempt = readStored<Attempt>(ATTEMPT)
    sessionStorage.removeItem(ATTEMPT)
    const code = query.get('code')
    if (!attempt || !code || query.get('state') !== attempt.state) {
      throw new SignInError(query.get('error') ?? 'no matching sign-in was begun here')
    }
    await this.#exchange({
      grant_type: 'authorization_code', code, code_verifier: attempt.verifier, redirect_uri: redirectUri(),
    })
    return attempt.wanted
  }

  /** Forgets the tokens and ends the provider's session when it can be ended. */
  async signOut(): Promise<void> {
    // First where to: a page that has lost its tokens offers to sign in, while the provider's session still lives.
    const provider = await Promise.race([this.#discover().catch(() => undefined), after(PATIENCE_MS)])
    const id = this.#tokens?.id
    sessionStorage.removeItem(TOKENS)
    if (!provider?.end_session_endpoint || !id) {
      location.assign('/')
      return
    }
    const url = new URL(provider.end_session_endpoint)
    url.searchParams.set('id_token_hint', id)
    url.searchParams.set('post_logout_redirect_uri', location.origin + '/')
    location.assign(url)
  }

  get #tokens(): Tokens | undefined {
    return readStored<Tokens>(TOKENS)
  }

  async #discover(): Promise<Endpoints> {
    this.#endpoints ??= this.config()
      .then(({ issuer }) => json<Endpoints>(issuer.replace(/\/$/, '') + '/.well-known/openid-configuration'))
      .catch(error => {
        this.#endpoints = undefined
        throw error
      })
    return this.#endpoints
  }

  async #authorizeUrl(wanted: string, { hint, prompt }: { hint?: string, prompt?: string }): Promise<URL> {
    const [{ clientId }, { authorization_endpoint }] = await Promise.all([this.config(), this.#discover()])
    const { verifier, challenge } = await proof()
    const attempt: Attempt = { state: random(16), verifier, wanted }
    sessionStorage.setItem(ATTEMPT, JSON.stringify(attempt))
    const url = new URL(authorization_endpoint)
    const parameters = {
      response_type: 'code', client_id: clientId, redirect_uri: redirectUri(), scope: 'openid profile',
      ui_locales: document.documentElement.lang, state: attempt.state, code_challenge: challenge, code_challenge_method: 'S256',
      ...(hint ? { login_hint: hint } : {}), ...(prompt ? { prompt } : {}),
    }
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    return url
  }

  async #renewQuietly(): Promise<string | undefined> {
    const refresh = this.#tokens?.refresh
    try {
      if (refresh) return await this.#exchange({ grant_type: 'refresh_token', refresh_token: refresh })
    } catch (error) {
      // Refused, but the provider's session may still be open.
      if (!isRefusal(error)) throw error
    }
    try {
      const url = await this.#authorizeUrl(location.pathname, { prompt: 'none' })
      // Only a provider on our own origin can be asked without leaving the page.
      if (url.origin === location.origin) {
        const answer = await fetch(url, { credentials: 'same-origin' })
        if (answer.status >= 500) throw new SignInError(`the provider answered ${answer.status}`, answer.status)
        const arrived = new URL(answer.url)
        if (arrived.pathname === '/callback' && arrived.searchParams.has('code')) {
          await this.complete(arrived.searchParams)
          return this.#tokens?.access
        }
      }
    } catch (error) {
      // A provider that leads to another host fails just like a network that is down: our own server tells which it is.
      if (!isRefusal(error)) await json('/api/config')
      if (error instanceof SignInError && !error.refused) throw error
    }
    sessionStorage.removeItem(TOKENS)
    this.#ended.forEach(listener => listener())
    return undefined
  }

  async #exchange(parameters: Record<string, string>): Promise<string> {
    const [{ clientId }, { token_endpoint }] = await Promise.all([this.config(), this.#discover()])
    const response = await fetch(token_endpoint, {
      method: 'POST', body: new URLSearchParams({ ...parameters, client_id: clientId }),
    })
    if (!response.ok) throw new SignInError(`token endpoint answered ${response.status}`, response.status)
    const answer = await response.json() as
      { access_token: string, id_token?: string, refresh_token?: string, expires_in?: number }
    const tokens: Tokens = {
      access: answer.access_token,
      expires: Date.now() + (answer.expires_in ?? 300) * 1000,
      ...(answer.id_token ? { id: answer.id_token } : {}),
      ...(answer.refresh_token ? { refresh: answer.refresh_token } : {}),
    }
    sessionStorage.setItem(TOKENS, JSON.stringify(tokens))
    return tokens.access
  }
}

const after = (milliseconds: number) => new Promise<undefined>(done => setTimeout(() => done(undefined), milliseconds))

const isRefusal = (error: unknown) => error instanceof SignInError && error.refused

const redirectUri = () => location.origin + '/callback'

function readStored<T>(key: string): T | undefined {
  const stored = sessionStorage.getItem(key)
  return stored ? JSON.parse(stored) as T : undefined
}

async function json<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new SignInError(`${url} answered ${response.status}`, response.status)
  return await response.json() as T
}

export const session = new Session()
