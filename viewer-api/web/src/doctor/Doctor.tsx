import type { Me } from '../api/me'
import { useTexts } from '../app/settings'
import { go } from '../app/router'
import { Header } from '../parts/Header'
import { Notice } from '../parts/Notice'
import { SearchPage } from './SearchPage'
import { ViewerPage } from './ViewerPage'

/** A doctor's pages. */
export function Doctor({ path, me }: { path: string, me: Me }) {
  const t = useTexts()
  const study = /^\/doctor\/studies\/([0-9.]{1,64})$/.exec(path)?.[1]
  if (path === '/doctor') return <SearchPage me={me} />
  if (study) return <ViewerPage key={study} study={study} />
  return (
    <>
      <Header me={me} />
      <main className="page"><Notice icon="empty" title={t.notFound} detail={t.notFoundDetail} action={{ label: t.home, run: () => go('/doctor') }} /></main>
    </>
  )
}
