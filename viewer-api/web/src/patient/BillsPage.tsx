import { type Bill, fetchBills, type Line } from '../api/bills'
import type { Language } from '../app/texts'
import { useEvery, useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { yuan } from '../app/money'
import { useSettings, useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { OwnPage } from './OwnPage'

/** States in which something still happens to a bill. */
export const isOpenBill = (bill: Bill) => ['pre-settled', 'awaiting-payment', 'unknown'].includes(bill.state)

export const lineName = (line: Line, language: Language) => (language === 'en' && line.nameEn ? line.nameEn : line.name)

export function BillsPage() {
  const t = useTexts()
  const [found, again] = useLoaded(fetchBills, [])
  const bills = found.state === 'ready' ? found.value : []
  const open = bills.filter(isOpenBill), ended = bills.filter(bill => !isOpenBill(bill))
  useEvery(open.length > 0 ? 5000 : undefined, again)
  return (
    <OwnPage title={t.money.title} tab="me" up="/me">
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && bills.length === 0 && <Notice icon="bill" title={t.money.none} detail={t.money.noneDetail} />}
      {open.length > 0 && <h2 className="group">{t.money.open}</h2>}
      <ul className="papers">{open.map(bill => <li key={bill.settlement}><Row bill={bill} /></li>)}</ul>
      {ended.length > 0 && <h2 className="group">{t.money.ended}</h2>}
      <ul className="papers">{ended.map(bill => <li key={bill.settlement}><Row bill={bill} /></li>)}</ul>
    </OwnPage>
  )
}

function Row({ bill }: { bill: Bill }) {
  const t = useTexts()
  const place = usePlaceName(), day = useDay()
  const { language } = useSettings()
  const payable = bill.state === 'awaiting-payment'
  return (
    <Link className={payable ? 'paper bill payable' : 'paper bill'} data-test="bill" data-state={bill.state}
      to={bill.receipt ? `/me/receipts/${bill.receipt}` : `/me/bills/${bill.settlement}`}>
      <header><strong>{place(bill.hospital)}</strong><em className={`state ${bill.state}`}>{t.money.states[bill.state] ?? bill.state}</em></header>
      {bill.person && <p>{t.own.of(bill.person.name)}</p>}
      <p>{t.listed(bill.lines.map(line => lineName(line, language)))}</p>
      <p className="muted">{day(bill.at)}</p>
      <footer>
        <span>{t.money.total} <b className="mono">{yuan(bill.totalFen)}</b></span>
        <span className="bill-go">{bill.receipt ? t.money.receiptGo : payable ? t.money.pay(yuan(bill.parts.selfPayFen)) : ''}<Icon name="next" /></span>
      </footer>
    </Link>
  )
}
