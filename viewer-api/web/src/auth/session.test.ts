import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const ORIGIN = 'http://cloudfilm.test'
const WORN_OUT = { access: 'worn out', expires: 0 }

/** A browser's tab whose network and provider do what the test says. */
class Tab {
  readonly stored = new Map<string, string>()
  provider: () => Response | Promise<Response> = () => this.#arrived('/login')
  down = false

  sessionStorage = {
    getItem: (key: string) => this.stored.get(key) ?? null,
    setItem: (key: string, value: string) => void this.stored.set(key, value),
    removeItem: (key: string) => void this.stored.delete(key),
  }

  readonly fetch = async (target: string | URL) => {
    if (this.down) throw new TypeError('Failed to fetch')
    const url = new URL(target, ORIGIN)
    if (url.pathname === '/api/config') return Response.json({ issuer: ORIGIN, clientId: 'web', demo: false, hospitals: [] })
    if (url.pathname.startsWith('/.well-known/')) {
      return Response.json({ authorization_endpoint: `${ORIGIN}/authorize`, token_endpoint: `${ORIGIN}/token` })
    }
    return url.pathname === '/authorize' ? this.provider() : Response.json({ access_token: 'fresh', expires_in: 300 })
  }

  remembers() {
    this.provider = () => {
      const { state } = JSON.parse(this.stored.get('cloudfilm.signin')!) as { state: string }
      return this.#arrived(`/callback?code=c&state=${state}`)
    }
  }

  #arrived(path: string): Response {
    return Object.defineProperty(new Response(''), 'url', { value: ORIGIN + path })
  }
}

describe('an access token that has run out', () => {
  let tab: Tab
  let session: typeof import('./session').session
  let ended: number

  beforeEach(async () => {
    tab = new Tab()
    tab.stored.set('cloudfilm.tokens', JSON.stringify(WORN_OUT))
    vi.stubGlobal('sessionStorage', tab.sessionStorage)
    vi.stubGlobal('fetch', tab.fetch)
    vi.stubGlobal('location', { origin: ORIGIN, pathname: '/films' })
    vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } })
    vi.resetModules()
    session = (await import('./session')).session
    ended = 0
    session.onEnded(() => ended++)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('providerRemembersThePerson_isRenewed', async () => {
    tab.remembers()
    expect(await session.token()).toBe('fresh')
    expect(ended).toBe(0)
  })

  it('providerAsksAnew_thePersonIsSignedOut_andThatIsTold', async () => {
    expect(await session.token()).toBeUndefined()
    expect(session.signedIn).toBe(false)
    expect(ended).toBe(1)
  })

  it('networkIsDown_nobodyIsSignedOut_andLaterItIsRenewed', async () => {
    tab.down = true
    await expect(session.token()).rejects.toThrow(TypeError)
    expect(session.signedIn).toBe(true)
    tab.down = false
    tab.remembers()
    expect(await session.token()).toBe('fresh')
    expect(ended).toBe(0)
  })

  it('providerIsDown_nobodyIsSignedOut', async () => {
    tab.provider = () => new Response('', { status: 503 })
    await expect(session.token()).rejects.toThrow('503')
    expect(session.signedIn).toBe(true)
  })

  it('providerLeadsToAnotherHost_whichCannotBeFollowed_thePersonIsSignedOut', async () => {
    tab.provider = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await session.token()).toBeUndefined()
    expect(ended).toBe(1)
  })
})
