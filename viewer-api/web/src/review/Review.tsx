import type { Me } from '../api/me'
import { useTexts } from '../app/settings'
import { Header } from '../parts/Header'
import { Link } from '../parts/Link'
import { NotFound } from '../parts/NotFound'
import { ComparePage } from './ComparePage'
import { HistoryPage } from './HistoryPage'
import { PairsPage } from './PairsPage'

/** A reviewer's pages: pairs to decide about, one pair, merges that can be undone. */
export function Review({ path, me }: { path: string, me: Me }) {
  const pair = /^\/review\/pairs\/([0-9]{1,18})$/.exec(path)?.[1]
  return (
    <>
      <Header me={me} />
      <main className="page review">
        {!pair && <Tabs path={path} />}
        {pair ? <ComparePage key={pair} id={pair} />
          : path === '/review' ? <PairsPage />
            : path === '/review/merges' ? <HistoryPage />
              : <NotFound home="/review" />}
      </main>
    </>
  )
}

function Tabs({ path }: { path: string }) {
  const t = useTexts()
  const tab = (to: string, label: string, test: string) => (
    <Link to={to} data-test={test} aria-current={path === to ? 'page' : undefined}>{label}</Link>
  )
  return (
    <nav className="tabs" aria-label={t.review.title}>
      {tab('/review', t.review.open, 'tab-pairs')}
      {tab('/review/merges', t.review.history, 'tab-merges')}
    </nav>
  )
}
