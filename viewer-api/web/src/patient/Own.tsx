import type { Me } from '../api/me'
import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { Notice } from '../parts/Notice'
import { AddConsentPage } from './AddConsentPage'
import { AskedPage } from './AskedPage'
import { BillPage } from './BillPage'
import { BillsPage } from './BillsPage'
import { ConsentsPage } from './ConsentsPage'
import { FamilyPage } from './FamilyPage'
import { MePage } from './MePage'
import { MessagesPage } from './MessagesPage'
import { OwnPage } from './OwnPage'
import { ReceiptPage } from './ReceiptPage'
import { RecognitionsPage } from './RecognitionsPage'
import { SharesPage } from './SharesPage'
import { TrailPage } from './TrailPage'

/** Everything under `/me`: what a patient is told, allows, pays and shares. */
export function Own({ path, me }: { path: string, me: Me }) {
  const t = useTexts()
  const [, place = '', id] = /^\/me(?:\/([a-z-]{1,20})(?:\/([A-Za-z0-9._-]{1,80}))?)?\/?$/.exec(path) ?? []
  if (path === '/me') return <MePage me={me} />
  if (id) {
    if (place === 'requests') return <AskedPage key={id} id={id} />
    if (place === 'bills') return <BillPage key={id} settlement={id} />
    if (place === 'receipts') return <ReceiptPage key={id} id={id} />
    if (place === 'consents' && (id === 'add' || id === 'deny')) return <AddConsentPage key={id} deny={id === 'deny'} />
  } else {
    if (place === 'messages') return <MessagesPage />
    if (place === 'consents') return <ConsentsPage />
    if (place === 'trail') return <TrailPage />
    if (place === 'bills') return <BillsPage />
    if (place === 'shares') return <SharesPage />
    if (place === 'recognitions') return <RecognitionsPage />
    if (place === 'family') return <FamilyPage />
  }
  return (
    <OwnPage title={t.notFound} tab="me" up="/me">
      <Notice icon="empty" title={t.notFound} detail={t.noPageDetail} action={{ label: t.home, run: () => go('/films') }} />
    </OwnPage>
  )
}
