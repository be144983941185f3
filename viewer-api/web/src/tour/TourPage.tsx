import { useEffect, useState } from 'react'
import { useLoaded } from '../api/useLoaded'
import { useQuery } from '../app/router'
import { useTexts } from '../app/settings'
import type { Actor, Step } from '../app/texts/tour'
import { session } from '../auth/session'
import { Header } from '../parts/Header'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'

/** Whom the demo's identity server knows, and where their pages begin. */
const ACTORS: Record<Actor, { user: string, home: string }> = {
  zhang: { user: 'patient-zhang', home: '/films' },
  wang: { user: 'doctor-wang', home: '/doctor' },
  chen: { user: 'doctor-chen', home: '/doctor' },
  admin: { user: 'admin', home: '/management' },
}

const DONE = 'cloudfilm.tour'

/** `/tour`: the story of the demo, ten steps; each opens as the person whose turn it is. */
export function TourPage() {
  usePageTitle(useTexts().tour.title)
  const as = useQuery().get('as')
  const actor = as && as in ACTORS ? ACTORS[as as Actor] : undefined
  return actor ? <Enter user={actor.user} home={actor.home} /> : <Tour />
}

function Tour() {
  const t = useTexts()
  const [config, again] = useLoaded(() => session.config(), [])
  const [done, setDone] = useState(readDone)
  const turn = (step: number, on: boolean) => {
    const next = on ? [...done, step] : done.filter(each => each !== step)
    localStorage.setItem(DONE, JSON.stringify(next))
    setDone(next)
  }
  return (
    <>
      <Header />
      <main className="page tour">
        {config.state === 'loading' && <Busy />}
        {config.state === 'failed' && <FailureNotice page why={config.why} retry={again} />}
        {config.state === 'ready' && !config.value.demo && <Notice page icon="info" title={t.tour.off} detail={t.tour.offDetail} />}
        {config.state === 'ready' && config.value.demo && (
          <>
            <h1>{t.tour.title}</h1>
            <p>{t.tour.intro}</p>
            <p className="muted help"><Icon name="info" />{t.tour.how}</p>
            <ol className="steps">
              {t.tour.steps.map((step, i) => (
                <li key={i} className={done.includes(i) ? 'tour-step done' : 'tour-step'} data-test="step">
                  <StepText step={step} number={i + 1} />
                  <label className="tick"><input type="checkbox" checked={done.includes(i)} onChange={event => turn(i, event.target.checked)} /><span>{t.tour.done}</span></label>
                </li>
              ))}
            </ol>
          </>
        )}
      </main>
    </>
  )
}

function StepText({ step, number }: { step: Step, number: number }) {
  const t = useTexts()
  return (
    <>
      <h2><small>{t.tour.step(number)}</small>{step.title}</h2>
      <p>{step.text}</p>
      <ul className="press">{step.press.map((each, i) => <li key={i}><Icon name="next" /><span>{each}</span></li>)}</ul>
      <p className="tour-doors">
        {[step.by, ...(step.then ? [step.then] : [])].map(actor => (
          // A tab of its own is a person of its own.
          <a key={actor} className="button plain" href={`/tour?as=${actor}`} target="_blank" rel="noopener" data-test={`as-${actor}`}>{t.tour.as(t.tour.people[actor])}</a>
        ))}
      </p>
    </>
  )
}

/** Asks for the person even where the browser is still signed in as somebody else. */
function Enter({ user, home }: { user: string, home: string }) {
  const t = useTexts()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    session.signIn(home, { hint: user, prompt: 'login' }).catch(() => setFailed(true))
  }, [user, home])
  return (
    <main className="page">
      {failed ? <Notice page icon="warn" title={t.tour.failed} detail="" /> : <div className="busy" role="status"><span className="spinner" aria-hidden="true" />{t.tour.opening}</div>}
    </main>
  )
}

function readDone(): number[] {
  try {
    const stored = JSON.parse(localStorage.getItem(DONE) ?? '[]') as unknown
    return Array.isArray(stored) ? stored.filter(each => Number.isInteger(each)) : []
  } catch {
    return []
  }
}
