import { problemOf } from '../api/http'
import type { Parts, Settlement } from '../api/settlement'
import { yuan } from '../app/money'
import { useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { Icon } from '../parts/Icon'
import { QrCode } from '../parts/QrCode'
import type { useAction } from '../parts/useAction'
import type { Phase } from './phase'

const PARTS: readonly (keyof Parts)[] = ['fundFen', 'accountFen', 'familyFen', 'selfPayFen']

/** One settlement on its way: who pays what, the code to pay by, and how it ended. What is not known is said to be so. */
export function SettlementView({ settlement, phase, cancelling, again }: {
  settlement: Settlement, phase: Phase, cancelling: ReturnType<typeof useAction<[]>>, again(): void
}) {
  const t = useTexts()
  const words = t.settlement
  const cancellable = phase === 'pay' || phase === 'expired'
  return (
    <div className="settlement" data-test="settlement" data-phase={phase}>
      {settlement.parts && <Split total={settlement.totalFen} parts={settlement.parts} />}
      <div role="status">
        {phase === 'asking' && <p className="settling-line"><span className="spinner" aria-hidden="true" />{words.asking}</p>}
        {phase === 'unknown' && (
          <div className="settling-line"><span className="spinner" aria-hidden="true" />
            <div><strong>{words.unknown}</strong><p className="muted">{words.unknownDetail}</p></div></div>
        )}
        {phase === 'pay' && <Pay settlement={settlement} />}
        {phase === 'expired' && <Outcome icon="clock" title={words.expired} detail={words.expiredDetail} />}
        {phase === 'paid' && (
          <Outcome icon="check" title={words.paid} detail={[settlement.number && words.receipt(settlement.number), words.receiptDetail].filter(Boolean).join(' · ')} />
        )}
        {phase === 'failed' && <Outcome icon="warn" title={words.failed} detail={words.failedDetail} />}
        {phase === 'cancelled' && <p className="muted">{words.cancelled}</p>}
        {phase === 'refunded' && <p className="muted">{words.refunded}</p>}
      </div>
      {cancellable && <button className="quiet" data-test="cancel-settlement" disabled={cancelling.busy} onClick={() => cancelling.start()}>{words.cancel}</button>}
      {cancellable && cancelling.failed && (
        <p className="alert" role="alert"><Icon name="warn" />{words.problems[problemOf(cancelling.error)] ?? words.cancelFailed}</p>
      )}
      {phase === 'failed' && <button className="button" data-test="settle-again" onClick={again}>{words.again}</button>}
    </div>
  )
}

function Split({ total, parts }: { total: number, parts: Parts }) {
  const t = useTexts()
  return (
    <dl className="settle-split" data-test="split">
      {PARTS.filter(part => parts[part] > 0 || part === 'selfPayFen').map(part => (
        <div key={part}><dt>{t.settlement.parts[part]}</dt><dd>{yuan(parts[part])}</dd></div>
      ))}
      <div className="total"><dt>{t.settlement.total}</dt><dd>{yuan(total)}</dd></div>
    </dl>
  )
}

function Pay({ settlement: { pay, parts, totalFen } }: { settlement: Settlement }) {
  const t = useTexts()
  const moment = useMoment()
  if (!pay) return null
  const amount = yuan(parts?.selfPayFen ?? totalFen)
  return (
    <div className="pay-box">
      <strong>{t.settlement.pay}</strong>
      <QrCode text={pay.qr} label={t.settlement.qr(amount)} />
      <p className="pay-amount">{t.settlement.payAmount(amount)}</p>
      <p className="muted"><span className="spinner small" aria-hidden="true" />{t.settlement.waiting}</p>
      {pay.expiresAt && <small className="muted">{t.settlement.payUntil(moment(pay.expiresAt))}</small>}
    </div>
  )
}

function Outcome({ icon, title, detail }: { icon: 'check' | 'warn' | 'clock', title: string, detail: string }) {
  return <div className={`outcome ${icon}`}><Icon name={icon} /><div><strong>{title}</strong><p>{detail}</p></div></div>
}
