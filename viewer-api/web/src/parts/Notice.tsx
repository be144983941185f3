import type { FailureKind } from '../api/http'
import { session } from '../auth/session'
import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { Icon, type IconName } from './Icon'

/** Nothing here, or something went wrong: what it is, and what to do. `page`: there is nothing else on the page. */
export function Notice({ icon, title, detail, action, page = false }: {
  icon: IconName, title: string, detail: string, action?: { label: string, run: () => void }, page?: boolean
}) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div className="notice" role="status">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {detail && <p>{detail}</p>}
      {action && <button className="button" onClick={action.run}>{action.label}</button>}
    </div>
  )
}

export function FailureNotice({ why, retry, page = false }: { why: FailureKind, retry: () => void, page?: boolean }) {
  const t = useTexts()
  const home = { label: t.home, run: () => go('/') }
  if (why === 'signed-out') {
    const back = () => void session.signIn(location.pathname + location.search).catch(retry)
    return <Notice page={page} icon="lock" title={t.sessionEnded} detail={t.sessionEndedDetail} action={{ label: t.signInAgain, run: back }} />
  }
  if (why === 'not-allowed') return <Notice page={page} icon="warn" title={t.notAllowed} detail={t.notAllowedDetail} action={home} />
  if (why === 'not-found') return <Notice page={page} icon="empty" title={t.notFound} detail={t.notFoundDetail} action={home} />
  if (why === 'decided') return <Notice page={page} icon="info" title={t.review.decided} detail={t.review.decidedDetail} action={home} />
  return <Notice page={page} icon="warn" title={t.failed} detail={t.failedDetail} action={{ label: t.retry, run: retry }} />
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
