import type { FailureKind } from '../api/http'
import { session } from '../auth/session'
import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { Icon, type IconName } from './Icon'

/** Nothing here, or something went wrong: what it is, and what to do. */
export function Notice({ icon, title, detail, action }: {
  icon: IconName, title: string, detail: string, action?: { label: string, run: () => void }
}) {
  return (
    <div className="notice" role="status">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p>{detail}</p>
      {action && <button className="button" onClick={action.run}>{action.label}</button>}
    </div>
  )
}

export function FailureNotice({ why, retry }: { why: FailureKind, retry: () => void }) {
  const t = useTexts()
  const home = { label: t.home, run: () => go('/') }
  if (why === 'signed-out') {
    const back = () => void session.signIn(location.pathname + location.search).catch(retry)
    return <Notice icon="lock" title={t.sessionEnded} detail={t.sessionEndedDetail} action={{ label: t.signInAgain, run: back }} />
  }
  if (why === 'not-allowed') return <Notice icon="warn" title={t.notAllowed} detail={t.notAllowedDetail} action={home} />
  if (why === 'not-found') return <Notice icon="empty" title={t.notFound} detail={t.notFoundDetail} action={home} />
  if (why === 'decided') return <Notice icon="info" title={t.review.decided} detail={t.review.decidedDetail} action={home} />
  return <Notice icon="warn" title={t.failed} detail={t.failedDetail} action={{ label: t.retry, run: retry }} />
}

export function Busy() {
  const t = useTexts()
  return (
    <div className="busy" role="status">
      <span className="spinner" aria-hidden="true" />
      <span>{t.loading}</span>
    </div>
  )
}
