import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { fetchMe, homeOf, type Me } from '../api/me'
import { useLoaded } from '../api/useLoaded'
import { session } from '../auth/session'
import { Callback } from './Callback'
import { FilmsPage } from '../patient/FilmsPage'
import { Catch } from '../parts/Catch'
import { Dialog } from '../parts/Dialog'
import { NotFound } from '../parts/NotFound'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { Header } from '../parts/Header'
import { usePageTitle } from '../parts/usePageTitle'
import { Landing } from './Landing'
import { go, usePath } from './router'
import { applySettings, keepSettings, readSettings, type Settings, SettingsContext, useTexts } from './settings'
import { useArrival } from './useArrival'

const Doctor = lazy(() => import('../doctor/Doctor').then(m => ({ default: m.Doctor })))
const Management = lazy(() => import('../management/Management').then(m => ({ default: m.Management })))
const Review = lazy(() => import('../review/Review').then(m => ({ default: m.Review })))
const Own = lazy(() => import('../patient/Own').then(m => ({ default: m.Own })))
const LinkPage = lazy(() => import('../share/LinkPage').then(m => ({ default: m.LinkPage })))
const TourPage = lazy(() => import('../tour/TourPage').then(m => ({ default: m.TourPage })))
const PatientViewer = lazy(() => import('../patient/FilmPage').then(m => ({ default: m.FilmPage })))

const HOMES = ['/', '/doctor', '/films', '/review', '/management']

/** What has pages at all; whatever else is asked for is not there, for whomever. */
const PLACES = /^\/((doctor|films|me|review|management)(\/|$)|$)/

/** Pages that need nobody. */
const OPEN: Record<string, ReactNode> = { '/callback': <Callback />, '/s': <LinkPage />, '/tour': <TourPage /> }

export function App() {
  const [settings, setSettings] = useState<Settings>(() => readSettings())
  useEffect(() => applySettings(settings), [settings])
  const change = (part: Partial<Settings>) => {
    const next = { ...settings, ...part }
    keepSettings(next)
    setSettings(next)
  }
  const path = usePath()
  useArrival(path)
  return (
    <SettingsContext.Provider value={{ ...settings, change }}>
      <Catch path={path}>
        {OPEN[path] ? <Suspense fallback={<main className="page"><Busy /></main>}>{OPEN[path]}</Suspense>
          : !PLACES.test(path) ? <Nowhere />
            : path === '/' && !session.signedIn ? <Landing /> : <SignedIn path={path} />}
      </Catch>
    </SettingsContext.Provider>
  )
}

/** Every page that needs a person. */
function SignedIn({ path }: { path: string }) {
  const signedIn = session.signedIn
  const [me, again] = useLoaded(async signal => (session.signedIn ? fetchMe(signal) : undefined), [])
  // Whoever is at work on a page is told; what is typed there stays in sight until they go.
  const [endedOn, setEndedOn] = useState<string>()
  const [told, setTold] = useState(false)
  useEffect(() => session.onEnded(() => setEndedOn(path)), [path])
  const expired = (!signedIn && endedOn !== path) || (me.state === 'failed' && me.why === 'signed-out')
  useEffect(() => {
    if (expired) void session.signIn(path + location.search).catch(() => go('/', 'replace'))
  }, [expired, path])
  if (expired || me.state === 'loading') return <main className="page"><Busy /></main>
  if (me.state === 'failed') return <><Header /><main className="page"><FailureNotice page why={me.why} retry={again} /></main></>
  if (!me.value) return null
  return (
    <>
      <Route path={path} me={me.value} />
      {endedOn === path && !told && <Ended close={() => setTold(true)} />}
    </>
  )
}

function Ended({ close }: { close(): void }) {
  const t = useTexts()
  const [failed, setFailed] = useState(false)
  const signIn = () => {
    setFailed(false)
    session.signIn(location.pathname + location.search).catch(() => setFailed(true))
  }
  return (
    <Dialog title={t.sessionEnded} close={close}>
      <p>{t.sessionEndedDetail}</p>
      {failed && <p className="alert" role="alert">{t.sentences(t.failed, t.failedDetail)}</p>}
      <div className="dialog-buttons">
        <button type="button" className="button" data-test="sign-in-again" onClick={signIn}>{t.signInAgain}</button>
        <button type="button" className="button plain" onClick={close}>{t.later}</button>
      </div>
    </Dialog>
  )
}

function Route({ path, me }: { path: string, me: Me }) {
  const home = homeOf(me.role)
  useEffect(() => {
    // Also for someone who took the other door, or whose provider still knew another person.
    if (home && home !== path && HOMES.includes(path)) go(home, 'replace')
  }, [path, home])
  const page = pageFor(path, me)
  if (page) return <Suspense fallback={<main className="page"><Busy /></main>}>{page}</Suspense>
  if (home) return HOMES.includes(path) ? null : <Nowhere me={me} home={home} />
  return <><Header me={me} /><main className="page"><NoPages /></main></>
}

function Nowhere({ me, home = '/' }: { me?: Me, home?: string }) {
  return <><Header {...(me ? { me } : {})} /><main className="page"><NotFound home={home} /></main></>
}

/** Of an account that is neither a doctor's nor a patient's nor anybody's the pages are for. */
function NoPages() {
  const t = useTexts()
  usePageTitle(t.otherRole)
  return <Notice page icon="empty" title={t.otherRole} detail={t.otherRoleDetail} />
}

/** The page this person has at an address, if there is one. */
function pageFor(path: string, me: Me): ReactNode {
  switch (me.role) {
    case 'clinician': return path.startsWith('/doctor') ? <Doctor path={path} me={me} /> : undefined
    case 'patient': {
      const film = /^\/films\/([0-9.]{1,64})$/.exec(path)?.[1]
      if (path === '/me' || path.startsWith('/me/')) return <Own path={path} me={me} />
      return path === '/films' ? <FilmsPage me={me} /> : film ? <PatientViewer key={film} study={film} /> : undefined
    }
    case 'reviewer': return path.startsWith('/review') ? <Review path={path} me={me} /> : undefined
    case 'admin': return path.startsWith('/management') ? <Management path={path} me={me} /> : undefined
    default: return undefined
  }
}
