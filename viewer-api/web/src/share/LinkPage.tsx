import { type FormEvent, lazy, Suspense, useEffect, useId, useMemo, useState } from 'react'
import { askAs } from '../api/http'
import { useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { Header } from '../parts/Header'
import { Icon } from '../parts/Icon'
import { Busy, Notice } from '../parts/Notice'
import { useMedia } from '../parts/useMedia'
import { usePageTitle } from '../parts/usePageTitle'
import { readFiles, type Shared } from './content'
import { canOpen } from './jwe'
import { forget, keep, kept, linkBearer } from './LinkSession'
import { openLink, type Outcome, type Over } from './openLink'
import { SharedPage } from './SharedPage'
import { parseShlink, type Shlink } from './shlink'

const ViewerPage = lazy(() => import('../doctor/ViewerPage').then(m => ({ default: m.ViewerPage })))
const FilmPage = lazy(() => import('../patient/FilmPage').then(m => ({ default: m.FilmPage })))

/** On a desk it is mostly a doctor who looks. */
const DESK = '(min-width: 64rem)'

/** `/s`: what somebody without an account sees of a link. Everything about the link is behind the `#`, which no server gets. */
export function LinkPage() {
  const t = useTexts()
  const hash = useHash()
  const link = useMemo(() => parseShlink(hash, location.origin), [hash])
  if (link === 'broken') return <Framed><Notice page icon="warn" title={t.link.broken} detail={t.link.brokenDetail} /></Framed>
  if (link === 'foreign') return <Framed><Notice page icon="warn" title={t.link.foreign} detail={t.link.foreignDetail} /></Framed>
  if (!canOpen()) return <Framed><Notice page icon="warn" title={t.link.old} detail={t.link.oldDetail} /></Framed>
  return <Link key={link.url} link={link} />
}

function Framed({ children }: { children: React.ReactNode }) {
  usePageTitle(useTexts().link.title)
  return <><Header /><main className="page link-page">{children}</main></>
}

/** Another link may be pasted into the address of an open page. */
function useHash(): string {
  const [hash, setHash] = useState(() => location.hash)
  useEffect(() => {
    const changed = () => setHash(location.hash)
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return hash
}

/** The film that is open, as a step of its own in the browser's history: a phone's back leads to the list, not away. */
function useFilmInHistory(): [string | undefined, (study: string) => void, () => void] {
  const [film, setFilm] = useState(filmInHistory)
  useEffect(() => {
    const turned = () => setFilm(filmInHistory())
    window.addEventListener('popstate', turned)
    return () => window.removeEventListener('popstate', turned)
  }, [])
  const open = (study: string) => {
    history.pushState({ film: study }, '')
    setFilm(study)
  }
  return [film, open, () => history.back()]
}

const filmInHistory = () => (history.state as { film?: string } | null)?.film

type State = { is: 'asking', said?: Outcome } | { is: 'opening' } | { is: 'open', shared: Shared } | { is: 'over', why: Over | 'ended' }

function Link({ link }: { link: Shlink }) {
  const t = useTexts()
  const moment = useMoment()
  const [state, setState] = useState<State>(() => {
    const before = kept(link.url, Date.now())
    return before ? { is: 'open', shared: before } : { is: 'asking' }
  })
  const access = state.is === 'open' ? state.shared.access : undefined
  const ended = () => {
    forget()
    setState({ is: 'over', why: 'ended' })
  }
  // Before anything inside asks for a film.
  useMemo(() => askAs(access && linkBearer(access, ended)), [access])
  useEffect(() => () => askAs(), [])
  const [film, openFilm, leaveFilm] = useFilmInHistory()
  const Viewer = useMedia(DESK) ? ViewerPage : FilmPage
  const open = (recipient: string, passcode: string) => {
    setState({ is: 'opening' })
    void openLink(link, recipient, passcode).then(outcome => {
      if (outcome.is === 'over') return setState({ is: 'over', why: outcome.why })
      if (outcome.is !== 'open') return setState({ is: 'asking', said: outcome })
      const now = Date.now()
      keep(link.url, outcome.files, now)
      setState({ is: 'open', shared: readFiles(outcome.files, now) })
    }).catch(() => setState({ is: 'asking', said: { is: 'failed' } }))
  }
  if (state.is === 'over') return <Framed><End why={state.why} at={link.exp === undefined ? '' : moment(new Date(link.exp * 1000).toISOString())} /></Framed>
  if (state.is === 'open' && film) {
    return <Suspense fallback={<Framed><Busy /></Framed>}><Viewer key={film} study={film} leave={leaveFilm} /></Suspense>
  }
  if (state.is === 'open') return <Framed><SharedPage shared={state.shared} label={link.label} exp={link.exp} open={openFilm} ended={ended} /></Framed>
  return (
    <Framed>
      <div className="link-door">
        <Icon name="share" />
        <h1>{link.label || t.link.title}</h1>
        <p className="muted">{t.link.intro}</p>
        <Ask passcode={link.passcode} busy={state.is === 'opening'} said={state.is === 'asking' ? state.said : undefined} open={open} />
        {link.exp !== undefined && <small className="muted">{t.link.until(moment(new Date(link.exp * 1000).toISOString()))}</small>}
      </div>
    </Framed>
  )
}

function Ask({ passcode, busy, said, open }: { passcode: boolean, busy: boolean, said: Outcome | undefined, open(recipient: string, passcode: string): void }) {
  const t = useTexts()
  const id = useId()
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open(name.trim(), code.trim())
  }
  return (
    <form className="link-form" onSubmit={submit}>
      <label className="field" htmlFor={`${id}-name`}><span>{t.link.name}</span></label>
      <input id={`${id}-name`} data-test="recipient" value={name} maxLength={80} autoComplete="name" aria-describedby={`${id}-hint`} onChange={event => setName(event.target.value)} />
      <small id={`${id}-hint`} className="muted">{t.link.nameHint}</small>
      {passcode && <>
        <label className="field" htmlFor={`${id}-code`}><span>{t.link.passcode}</span></label>
        <input id={`${id}-code`} className="mono passcode" data-test="passcode" value={code} maxLength={64} autoComplete="one-time-code" autoCapitalize="none"
          spellCheck={false} onChange={event => setCode(event.target.value)} />
      </>}
      <div role="alert">{said && <Said said={said} />}</div>
      <button className="button wide-button" data-test="open-link" disabled={busy || !name.trim() || (passcode && !code.trim())}>{busy ? t.link.opening : t.link.open}</button>
    </form>
  )
}

function Said({ said }: { said: Outcome }) {
  const t = useTexts()
  const [title, detail] = said.is === 'wrong' ? [t.link.wrong, said.left === undefined ? '' : t.link.left(said.left)]
    : said.is === 'busy' ? [t.link.tooMany, t.link.tooManyDetail] : [t.link.offline, t.link.offlineDetail]
  return <p className="alert" data-test={`said-${said.is}`}><Icon name="warn" /><span><strong>{title}</strong>{detail && <span>{detail}</span>}</span></p>
}

function End({ why, at }: { why: Over | 'ended', at: string }) {
  const t = useTexts()
  const words: Record<Over | 'ended', [string, string]> = {
    locked: [t.link.locked, t.link.lockedDetail],
    expired: [t.link.expired, t.link.expiredDetail(at)],
    gone: [t.link.gone, t.link.goneDetail],
    ended: [t.link.ended, t.link.endedDetail],
  }
  return <div data-test={`over-${why}`}><Notice page icon={why === 'locked' ? 'lock' : 'stop'} title={words[why][0]} detail={words[why][1]} /></div>
}
