import { useEffect, useState } from 'react'
import { session } from '../auth/session'
import { Preferences } from '../parts/Header'
import { Icon, type IconName } from '../parts/Icon'
import { Link } from '../parts/Link'
import { usePageTitle } from '../parts/usePageTitle'
import { useTexts } from './settings'

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

export function Landing() {
  const t = useTexts()
  usePageTitle()
  const [demo, setDemo] = useState(false)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    session.config().then(config => {
      setDemo(config.demo)
      const { hostname, origin } = new URL(config.issuer)
      // One machine has two names; the demo's sign-in, which is part of the pages' server, only knows the one it was set up with.
      if (config.demo && LOCAL.has(hostname) && LOCAL.has(location.hostname) && origin !== location.origin) location.replace(origin)
    }, () => setFailed(true))
  }, [])
  const signIn = (wanted: string) => () => {
    setFailed(false)
    session.signIn(wanted).catch(() => setFailed(true))
  }
  return (
    <main className="landing">
      <div className="landing-top"><Preferences /></div>
      <div className="landing-middle">
        <img src="/favicon.svg" alt="" width="72" height="72" />
        <h1>{t.appName}</h1>
        <p className="slogan">{t.slogan}</p>
        <p className="muted">{t.sloganDetail}</p>
        <div className="doors">
          <Door icon="patient" title={t.patientSignIn} hint={t.patientSignInHint} test="sign-in-patient" run={signIn('/films')} />
          <Door icon="doctor" title={t.doctorSignIn} hint={t.doctorSignInHint} test="sign-in-doctor" run={signIn('/doctor')} />
        </div>
        <div className="side-doors">
          <button className="quiet" data-test="sign-in-staff" onClick={signIn('/review')}>{t.staffSignIn}</button>
          <button className="quiet" data-test="sign-in-admin" onClick={signIn('/management')}>{t.adminSignIn}</button>
        </div>
        {failed && <p className="alert" role="alert"><Icon name="warn" />{t.sentences(t.signInFailed, t.signInFailedDetail)}</p>}
      </div>
      {demo && <p className="landing-foot"><Link className="quiet" to="/tour" data-test="tour"><Icon name="play" />{t.tour.offer}</Link></p>}
      {demo && <p className="landing-foot"><Icon name="info" />{t.demoNotice}</p>}
    </main>
  )
}

function Door({ icon, title, hint, test, run }: { icon: IconName, title: string, hint: string, test: string, run: () => void }) {
  return (
    <button className="door" data-test={test} onClick={run}>
      <Icon name={icon} />
      <span><strong>{title}</strong><small>{hint}</small></span>
      <Icon name="next" />
    </button>
  )
}
