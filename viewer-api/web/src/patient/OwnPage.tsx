import { type ReactNode, useState } from 'react'
import { goBack } from '../app/router'
import { useTexts } from '../app/settings'
import { Brand, Preferences } from '../parts/Header'
import { Icon, type IconName } from '../parts/Icon'
import { Link } from '../parts/Link'
import { usePageTitle } from '../parts/usePageTitle'
import { useInbox } from './inbox'
import { Sheet } from './Sheet'

export type Tab = 'films' | 'messages' | 'me'

const TABS: { tab: Tab, path: string, icon: IconName }[] = [
  { tab: 'films', path: '/films', icon: 'film' },
  { tab: 'messages', path: '/me/messages', icon: 'message' },
  { tab: 'me', path: '/me', icon: 'patient' },
]

/** The frame of a patient's pages: what it is above, the three places to go to under the thumb. */
export function OwnPage({ title, tabTitle = title, tab, up, children }: {
  title: string, tab: Tab
  /** What the browser's tab says where the title is a name. */
  tabTitle?: string
  /** Where the arrow leads when no page of ours lies behind; without it there is no arrow. */
  up?: string
  children: ReactNode
}) {
  const t = useTexts()
  usePageTitle(tabTitle)
  return (
    <div className="own">
      <header className="own-top">
        {up ? <button className="quiet own-back" data-test="back" aria-label={t.back} onClick={() => goBack(up)}><Icon name="back" /></button> : <Brand />}
        <h1>{title}</h1>
        <Display />
      </header>
      <main className="page own-page">{children}</main>
      <Navigation tab={tab} />
    </div>
  )
}

function Navigation({ tab }: { tab: Tab }) {
  const t = useTexts()
  const { unread, asked } = useInbox()
  const waiting = Math.max(unread, asked.length)
  return (
    <nav className="own-nav" aria-label={t.own.nav}>
      {TABS.map(each => (
        <Link key={each.tab} to={each.path} data-test={`nav-${each.tab}`} aria-current={tab === each.tab ? 'page' : undefined}>
          <span className="own-nav-icon">
            <Icon name={each.icon} />
            {each.tab === 'messages' && waiting > 0 && <b className="count" aria-label={t.own.unread(waiting)}>{waiting > 99 ? '99+' : waiting}</b>}
          </span>
          {t.own[each.tab]}
        </Link>
      ))}
    </nav>
  )
}

/** Text size and language, one press away on every page. */
function Display() {
  const t = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button className="quiet own-display" data-test="display" aria-label={t.own.display} onClick={() => setOpen(true)}><Icon name="size" /><span>{t.own.displayShort}</span></button>
      {open && <Sheet title={t.own.display} close={() => setOpen(false)}><Preferences /></Sheet>}
    </>
  )
}
