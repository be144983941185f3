import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { Notice } from './Notice'
import { usePageTitle } from './usePageTitle'

/** An address at which there is no page, and the way back. */
export function NotFound({ home }: { home: string }) {
  const t = useTexts()
  usePageTitle(t.notFound)
  return <Notice page icon="empty" title={t.notFound} detail={t.noPageDetail} action={{ label: t.home, run: () => go(home) }} />
}
