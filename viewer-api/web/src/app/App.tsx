import { lazy, Suspense, useEffect, useState } from 'react'
import { fetchMe, homeOf, type Me } from '../api/me'
import { useLoaded } from '../api/useLoaded'
import { session } from '../auth/session'
import { SearchPage } from '../doctor/SearchPage'
import { Callback } from './Callback'
import { FilmsPage } from '../patient/FilmsPage'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { Header } from '../parts/Header'
import { Landing } from './Landing'
import { go, usePath } from './router'
import { applySettings, keepSettings, readSettings, type Settings, SettingsContext, useTexts } from './settings'

const DoctorViewer = lazy(() => import('../doctor/ViewerPage').then(m => ({ default: m.ViewerPage })))
const Review = lazy(() => import('../review/Review').then(m => ({ default: m.Review })))
const PatientViewer = lazy(() => import('../patient/FilmPage').then(m => ({ default: m.FilmPage })))

const HOMES = ['/', '/doctor', '/films', '/review']

export function App() {
  const [settings, setSettings] = useState<Settings>(() => readSettings())
  useEffect(() => applySettings(settings), [settings])
  const change = (part: Partial<Settings>) => {
    const next = { ...settings, ...part }
    keepSettings(next)
    setSettings(next)
  }
  const path = usePath()
  return (
    <SettingsContext.Provider value={{ ...settings, change }}>
      {path === '/callback' ? <Callback /> : path === '/' && !session.signedIn ? <Landing /> : <SignedIn path={path} />}
    </SettingsContext.Provider>
  )
}

/** Every page that needs a person. */
function SignedIn({ path }: { path: string }) {
  const signedIn = session.signedIn
  const [me, again] = useLoaded(async signal => (session.signedIn ? fetchMe(signal) : undefined), [])
  const expired = !signedIn || (me.state === 'failed' && me.why === 'signed-out')
  useEffect(() => {
    if (expired) void session.signIn(path).catch(() => go('/', 'replace'))
  }, [expired, path])
  if (expired || me.state === 'loading') return <main className="page"><Busy /></main>
  if (me.state === 'failed') return <><Header /><main className="page"><FailureNotice why={me.why} retry={again} /></main></>
  return me.value ? <Route path={path} me={me.value} /> : null
}

function Route({ path, me }: { path: string, me: Me }) {
  const t = useTexts()
  const home = homeOf(me.role)
  useEffect(() => {
    // Also for someone who took the other door, or whose provider still knew another person.
    if (home && home !== path && HOMES.includes(path)) go(home, 'replace')
  }, [path, home])
  const study = /^\/(?:doctor\/studies|films)\/([0-9.]{1,64})$/.exec(path)?.[1]
  const doctor = path.startsWith('/doctor') && me.role === 'clinician'
  const patient = path.startsWith('/films') && me.role === 'patient'
  if (doctor && path === '/doctor') return <SearchPage me={me} />
  if (path.startsWith('/review') && me.role === 'reviewer') {
    return <Suspense fallback={<main className="page"><Busy /></main>}><Review path={path} me={me} /></Suspense>
  }
  if (patient && path === '/films') return <FilmsPage me={me} />
  if (study && (doctor || patient)) {
    return (
      <Suspense fallback={<main className="page"><Busy /></main>}>
        {doctor ? <DoctorViewer key={study} study={study} /> : <PatientViewer key={study} study={study} />}
      </Suspense>
    )
  }
  const other = home
    ? { title: t.notFound, detail: t.notFoundDetail, action: { label: t.home, run: () => go(home) } }
    : { title: t.otherRole, detail: t.otherRoleDetail }
  return home && HOMES.includes(path) ? null : <><Header me={me} /><main className="page"><Notice icon="empty" {...other} /></main></>
}
