import { useEffect } from 'react'
import { useTexts } from '../app/settings'

/** Names the browser's tab: which page it is, never whose. Tabs, histories and shared screens show it to others. */
export function usePageTitle(page?: string) {
  const { appName } = useTexts()
  useEffect(() => {
    document.title = page ? `${page} · ${appName}` : appName
  }, [page, appName])
}
