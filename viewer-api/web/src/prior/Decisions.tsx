import { useState } from 'react'
import { decideAbout, type DecisionKind, type Exam, fetchCitation, type Order } from '../api/visit'
import { yuan } from '../app/money'
import { useTexts } from '../app/settings'
import { Icon, type IconName } from '../parts/Icon'
import { useAction } from '../parts/useAction'
import { performed, standing } from '../visit/timeline'
import { useNames } from '../visit/words'
import { Citation } from './Citation'
import { DeclineForm } from './DeclineForm'
import { Standing } from './Standing'
import { useDecisionFailure } from './words'

/** Recognise, decline with a reason, cite: the doctor decides, and every decision can be taken back. */
export function Decisions({ exam, order, changed }: { exam: Exam, order: Order | undefined, changed(): void }) {
  const t = useTexts()
  const names = useNames()
  const failure = useDecisionFailure()
  const [declining, setDeclining] = useState(false)
  const [citation, setCitation] = useState<string>()
  const deciding = useAction(async (kind: DecisionKind, about: { reason?: string, note?: string } = {}) => {
    const { id } = await decideAbout({ ...(order ? { order: order.id } : {}), study: exam.study, kind, ...about })
    if (kind === 'cite') setCitation(await fetchCitation(id))
    setDeclining(false)
    changed()
  })
  const decided = standing(order)
  const failed = failure(deciding.error)
  return (
    <section className="decisions" aria-label={t.prior.decide}>
      <h3>{t.prior.decide}</h3>
      {order ? <p className="muted">{t.visit.forOrder(names.item(order.item))}</p> : <p className="muted">{t.prior.noOrder}</p>}
      {order && decided && <Standing order={order} changed={changed} />}
      {order && decided && decided.study !== exam.study && <p className="muted">{t.prior.notThis}</p>}
      {order && !decided && performed(order) && <p className="muted" data-test="performed">{t.prior.performed}</p>}
      {order && !decided && !performed(order) && !declining && (
        <div className="decision-buttons">
          <Act icon="check" test="recognise" main label={t.prior.recognise} busy={deciding.busy || !exam.recognisable.yes}
            detail={exam.recognisable.yes ? t.prior.recogniseDetail(planned(order)) : t.prior.problems['not-recognisable']!} run={() => deciding.start('recognise')} />
          <Act icon="repeat" test="decline" label={t.prior.decline} detail={t.prior.declineDetail} busy={deciding.busy} run={() => setDeclining(true)} />
        </div>
      )}
      {order && declining && !decided && (
        <DeclineForm busy={deciding.busy} cancel={() => setDeclining(false)} decline={(reason, note) => deciding.start('decline', { reason, ...(note ? { note } : {}) })} />
      )}
      {!declining && <Act icon="quote" test="cite" label={t.prior.cite} detail={t.prior.citeDetail} busy={deciding.busy} run={() => deciding.start('cite')} />}
      {citation !== undefined && <Citation text={citation} />}
      {failed && (
        <p className="alert" role="alert"><Icon name="warn" /><span>{failed}</span>
          <button className="quiet" onClick={() => { deciding.clear(); changed() }}>{t.prior.reload}</button></p>
      )}
    </section>
  )
}

const planned = (order: Order) => (order.charge?.state === 'planned' ? yuan(order.charge.amountFen) : '')

function Act({ icon, test, label, detail, main = false, busy, run }: {
  icon: IconName, test: string, label: string, detail: string, main?: boolean, busy: boolean, run(): void
}) {
  return (
    <button className={main ? 'act main' : 'act'} data-test={test} disabled={busy} onClick={run}>
      <Icon name={icon} /><span><strong>{label}</strong><small>{detail}</small></span>
    </button>
  )
}
