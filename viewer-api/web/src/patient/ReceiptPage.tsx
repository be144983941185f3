import { useEffect, useState } from 'react'
import { fetchReceipt, type Receipt } from '../api/bills'
import { useLoaded } from '../api/useLoaded'
import { clock } from '../app/days'
import { usePlaceName } from '../app/hospitals'
import { yuan } from '../app/money'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { session } from '../auth/session'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice } from '../parts/Notice'
import { Lines, Split } from './BillPage'
import { OwnPage } from './OwnPage'

export function ReceiptPage({ id }: { id: string }) {
  const t = useTexts()
  const [found, again] = useLoaded(signal => fetchReceipt(id, signal), [id])
  return (
    <OwnPage title={t.money.receipt} tab="me" up="/me/bills">
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && <Paper receipt={found.value} />}
    </OwnPage>
  )
}

/** Looks like what one is handed at a counter, on the screen and printed. */
function Paper({ receipt }: { receipt: Receipt }) {
  const t = useTexts()
  const place = usePlaceName(), day = useDay()
  const [demo, setDemo] = useState(false)
  useEffect(() => void session.config().then(config => setDemo(config.demo), () => {}), [])
  return (
    <>
      <article className="receipt" data-test="receipt">
        <h2>{place(receipt.hospital)}</h2>
        <p className="receipt-kind">{t.money.receipt}<span className="stamp">{receipt.state === 'refunded' ? t.money.states['refunded'] : t.money.stamp}</span></p>
        <dl>
          <div><dt>{t.money.number}</dt><dd className="mono">{receipt.number}</dd></div>
          <div><dt>{t.money.date}</dt><dd>{day(receipt.at)} {clock(receipt.at)}</dd></div>
          <div><dt>{t.money.paidBy}</dt><dd>{t.money.payers[receipt.paidBy] ?? receipt.paidBy}</dd></div>
        </dl>
        <Lines lines={receipt.lines} />
        <Split parts={receipt.parts} totalFen={receipt.totalFen} />
        <p className="receipt-sum"><span>{t.money.parts.selfPayFen}</span><b className="mono">{yuan(receipt.parts.selfPayFen)}</b></p>
        {demo && <p className="mark">{t.money.demo}</p>}
      </article>
      <p className="muted help"><Icon name="info" />{t.money.keep}</p>
      <button className="button plain wide-button" onClick={() => window.print()}>{t.money.print}</button>
    </>
  )
}
