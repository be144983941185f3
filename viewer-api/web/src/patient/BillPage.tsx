import { useEffect } from 'react'
import { type Bill, fetchBills, fetchPay, type Line, type Parts } from '../api/bills'
import { useEvery, useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { yuan } from '../app/money'
import { go } from '../app/router'
import { useSettings, useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { QrCode } from '../parts/QrCode'
import { isOpenBill, lineName } from './BillsPage'
import { inbox } from './inbox'
import { OwnPage } from './OwnPage'

const EVERY_MS = 2500

/** One bill: what, how much, who pays which part, and the way to pay it. Turns into its receipt when it is paid. */
export function BillPage({ settlement }: { settlement: string }) {
  const t = useTexts()
  const [found, again] = useLoaded(async signal => ({ bill: (await fetchBills(signal)).find(each => each.settlement === settlement) }), [settlement])
  const bill = found.state === 'ready' ? found.value.bill : undefined
  useEvery(bill && isOpenBill(bill) ? EVERY_MS : undefined, again)
  const receipt = bill?.receipt
  useEffect(() => {
    if (!receipt) return
    inbox.refresh()
    go(`/me/receipts/${receipt}`, 'replace')
  }, [receipt])
  return (
    <OwnPage title={t.money.payTitle} tab="me" up="/me/bills">
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && !bill && <Notice icon="bill" title={t.money.noSuch} detail={t.money.noneDetail} action={{ label: t.money.all, run: () => go('/me/bills', 'replace') }} />}
      {bill && !receipt && <Paper bill={bill} />}
    </OwnPage>
  )
}

function Paper({ bill }: { bill: Bill }) {
  const t = useTexts()
  const place = usePlaceName()
  return (
    <article className="sum-paper" data-test="to-pay" data-state={bill.state}>
      <p className="sum"><small>{place(bill.hospital)}</small><b className="mono">{yuan(bill.parts.selfPayFen)}</b><span>{t.money.parts.selfPayFen} · {t.money.states[bill.state] ?? bill.state}</span></p>
      {bill.state === 'awaiting-payment' && <Pay settlement={bill.settlement} amountFen={bill.parts.selfPayFen} />}
      {bill.state === 'unknown' && <p className="alert"><Icon name="info" />{t.money.unknownHint}</p>}
      <Lines lines={bill.lines} />
      <h2>{t.money.split}</h2>
      <Split parts={bill.parts} totalFen={bill.totalFen} />
    </article>
  )
}

/** The channel's link is a button where the phone is, and a code for whoever pays with another one. */
function Pay({ settlement, amountFen }: { settlement: string, amountFen: number }) {
  const t = useTexts()
  const [pay, again] = useLoaded(signal => fetchPay(settlement, signal), [settlement])
  if (pay.state === 'loading') return <Busy />
  if (pay.state === 'failed') return <p className="alert"><Icon name="warn" />{t.money.payFailed}<button className="button plain" onClick={again}>{t.retry}</button></p>
  const link = /^https?:\/\//.test(pay.value.qr) ? pay.value.qr : undefined
  return (
    <div className="pay">
      {link && <a className="button wide-button" data-test="pay" href={link} target="_blank" rel="noreferrer">{t.money.pay(yuan(amountFen))}</a>}
      <p className="muted">{t.money.payScan}</p>
      <QrCode text={pay.value.qr} label={t.money.payScan} />
      <p className="working" role="status"><span className="spinner" aria-hidden="true" />{t.money.payWaiting}</p>
    </div>
  )
}

export function Lines({ lines }: { lines: readonly Line[] }) {
  const { language } = useSettings()
  return (
    <ul className="money-lines">
      {lines.map((line, i) => <li key={i}><span>{lineName(line, language)}</span><b className="mono">{yuan(line.amountFen)}</b></li>)}
    </ul>
  )
}

const PARTS = ['fundFen', 'accountFen', 'familyFen', 'selfPayFen'] as const satisfies readonly (keyof Parts)[]

/** Who pays which part; parts of nothing are left out, but what the patient pays. */
export function Split({ parts, totalFen }: { parts: Parts, totalFen: number }) {
  const t = useTexts()
  return (
    <ul className="money-lines split">
      {PARTS.filter(part => parts[part] > 0 || part === 'selfPayFen').map(part => (
        <li key={part} className={part === 'selfPayFen' ? 'own-part' : undefined}>
          <span>{t.money.parts[part]}<small>{t.money.partsHint[part]}</small></span><b className="mono">{yuan(parts[part])}</b>
        </li>
      ))}
      <li className="total"><span>{t.money.total}</span><b className="mono">{yuan(totalFen)}</b></li>
    </ul>
  )
}
