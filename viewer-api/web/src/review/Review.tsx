import type { Me } from '../api/me'
import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { Header } from '../parts/Header'
import { Notice } from '../parts/Notice'
import { ComparePage } from './ComparePage'
import { HistoryPage } from './HistoryPage'
import { PairsPage } from './PairsPage'

/** A reviewer's pages: pairs to decide about, one pair, merges that can be undone. */
export function Review({ path, me }: { path: string, me: Me }) {
  const t = useTexts()
  const pair = /^\/review\/pairs\/([0-9]{1,18})$/.exec(path)?.[1]
  return (
    <>
      <Header me={me} />
      <main className="page review">
        {!pair && <Tabs path={path} />}
        {pair ? <ComparePage key={pair} id={pair} />
          : path === '/review' ? <PairsPage />
            : path === '/review/merges' ? <HistoryPage />
              : <Notice icon="empty" title={t.notFound} detail={t.review.noneDetail} action={{ label: t.home, run: () => go('/review') }} />}
      </main>
    </>
  )
}

function Tabs({ path }: { path: string }) {
  const t = useTexts()
  const tab = (to: string, label: string, test: string) => (
    <a href={to} data-test={test} aria-current={path === to ? 'page' : undefined}
      onClick={event => { event.preventDefault(); go(to) }}>{label}</a>
  )
  return (
    <nav className="tabs" aria-label={t.review.title}>
      {tab('/review', t.review.open, 'tab-pairs')}
      {tab('/review/merges', t.review.history, 'tab-merges')}
    </nav>
  )
}
