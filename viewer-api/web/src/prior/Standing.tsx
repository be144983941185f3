import { useState } from 'react'
import { type Order, revokeDecision } from '../api/visit'
import { useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { Confirm } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { useAction } from '../parts/useAction'
import { useDecisionFailure, useReasonName } from './words'

/** The decision an order has, and how to take it back. */
export function Standing({ order, changed }: { order: Order, changed(): void }) {
  const t = useTexts()
  const moment = useMoment()
  const reasonName = useReasonName()
  const failure = useDecisionFailure()
  const [asking, setAsking] = useState(false)
  const decision = order.decision
  const revoking = useAction(async () => {
    if (decision) await revokeDecision(decision.id)
    setAsking(false)
    changed()
  })
  if (!decision) return null
  return (
    <div className={`standing ${decision.kind}`} data-test="standing" data-kind={decision.kind}>
      <p><Icon name={decision.kind === 'decline' ? 'repeat' : 'check'} /><strong>{t.visit.decision[decision.kind]}</strong></p>
      {decision.reason && <p>{reasonName(decision.reason)}</p>}
      {decision.note && <p>{t.review.quote(decision.note)}</p>}
      {decision.kind === 'recognise' && order.charge?.state === 'cancelled' && <p>{t.visit.chargeCancelled}</p>}
      <small className="muted">{t.visit.decidedBy(decision.by ?? t.trail.actors.clinician!, moment(decision.at))}</small>
      <button className="quiet" data-test="revoke" onClick={() => setAsking(true)}><Icon name="undo" />{t.visit.revoke}</button>
      {asking && (
        <Confirm title={t.visit.revokeTitle} detail={t.visit.revokeDetail[decision.kind] ?? ''} action={t.visit.revoke} keep={t.visit.keep}
          busy={revoking.busy} failed={failure(revoking.error)} run={() => revoking.start()} close={() => setAsking(false)} />
      )}
    </div>
  )
}
