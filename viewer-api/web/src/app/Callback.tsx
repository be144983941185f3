import { useEffect, useRef, useState } from 'react'
import { session } from '../auth/session'
import { Header } from '../parts/Header'
import { Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { go } from './router'
import { useTexts } from './settings'

/** Where the identity provider sends people back to. */
export function Callback() {
  const t = useTexts()
  const [failed, setFailed] = useState(false)
  usePageTitle(failed ? t.signInFailed : t.signingIn)
  const begun = useRef(false)
  useEffect(() => {
    // A code can be exchanged once.
    if (begun.current) return
    begun.current = true
    session.complete(new URLSearchParams(location.search)).then(
      wanted => go(wanted, 'replace'),
      () => setFailed(true))
  }, [])
  if (!failed) {
    return <main className="page"><div className="busy" role="status"><span className="spinner" aria-hidden="true" />{t.signingIn}</div></main>
  }
  const action = { label: t.retry, run: () => go('/', 'replace') }
  return <><Header /><main className="page"><Notice page icon="warn" title={t.signInFailed} detail={t.signInFailedDetail} action={action} /></main></>
}
