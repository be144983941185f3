import type { Me } from '../api/me'
import { useTexts } from '../app/settings'
import { Header } from '../parts/Header'
import { Link } from '../parts/Link'
import { NotFound } from '../parts/NotFound'
import { DecisionsPage } from './DecisionsPage'
import { FiguresPage } from './FiguresPage'
import { GlassPage } from './GlassPage'
import { OpeningsPage } from './OpeningsPage'
import { TrailPage } from './TrailPage'

const BEHIND_FIGURES = ['/management/decisions', '/management/openings']

/** What managers see: figures of recognition and what is behind them, emergency access to review, the trail. */
export function Management({ path, me }: { path: string, me: Me }) {
  return (
    <>
      <Header me={me} />
      <main className="page wide management">
        <Tabs path={path} />
        {path === '/management' ? <FiguresPage />
          : path === '/management/decisions' ? <DecisionsPage />
            : path === '/management/openings' ? <OpeningsPage />
              : path === '/management/glass' ? <GlassPage />
                : path === '/management/trail' ? <TrailPage />
                  : <NotFound home="/management" />}
      </main>
    </>
  )
}

function Tabs({ path }: { path: string }) {
  const t = useTexts()
  const words = t.management.tabs
  const tabs = [['/management', words.figures, 'tab-figures'], ['/management/glass', words.glass, 'tab-glass'], ['/management/trail', words.trail, 'tab-trail']] as const
  const here = BEHIND_FIGURES.includes(path) ? '/management' : path
  return (
    <nav className="tabs" aria-label={t.management.title}>
      {tabs.map(([to, label, test]) => <Link key={to} to={to} data-test={test} aria-current={here === to ? 'page' : undefined}>{label}</Link>)}
    </nav>
  )
}
