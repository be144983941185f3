import { useEffect, useRef } from 'react'
import { problemOf } from '../api/http'
import { type Charge, fetchCharges, type VisitCharges } from '../api/settlement'
import { useLoaded } from '../api/useLoaded'
import { yuan } from '../app/money'
import { useSettings, useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice } from '../parts/Notice'
import { ended } from './phase'
import { SettlementView } from './SettlementView'
import { useSettling } from './useSettling'

/** What a visit costs, and settling it in the consulting room. Asked for again whenever `basis` is another one. */
export function Charges({ visit, basis, changed }: { visit: string, basis: unknown, changed(): void }) {
  const t = useTexts()
  const [charges, again] = useLoaded(signal => fetchCharges(visit, signal), [visit])
  const last = useRef(basis)
  useEffect(() => {
    if (last.current !== basis) again()
    last.current = basis
  }, [basis, again])
  return (
    <section className="desk-charges" aria-labelledby="charges" data-test="charges">
      <h2 id="charges">{t.settlement.title}</h2>
      {charges.state === 'loading' && <Busy />}
      {charges.state === 'failed' && <FailureNotice why={charges.why} retry={again} />}
      {charges.state === 'ready' && <Sum key={visit} visit={visit} of={charges.value} changed={changed} />}
    </section>
  )
}

function Sum({ visit, of, changed }: { visit: string, of: VisitCharges, changed(): void }) {
  const t = useTexts()
  const { settlement, phase, unsure, starting, cancelling, restart } = useSettling(visit, of.settlement, changed)
  const words = t.settlement
  const over = !phase || ended(phase)
  return (
    <>
      {of.charges.length === 0 ? <p className="muted">{words.none}</p> : <ChargeList charges={of.charges} />}
      {settlement && phase && <SettlementView settlement={settlement} phase={phase} cancelling={cancelling} again={restart} />}
      {unsure && (
        <div className="settling-line" role="status" data-test="unsure"><span className="spinner" aria-hidden="true" />
          <div><strong>{words.unsure}</strong><p className="muted">{words.unsureDetail}</p></div></div>
      )}
      {over && !unsure && of.dueFen > 0 && phase !== 'failed' && (
        <>
          <p className="due-sum"><span>{words.due}</span><strong>{yuan(of.dueFen)}</strong></p>
          <button className="button settle" data-test="settle" disabled={starting.busy} onClick={settlement ? restart : () => starting.start()}>
            <Icon name="pay" />{words.settle(yuan(of.dueFen))}
          </button>
        </>
      )}
      {over && of.dueFen === 0 && of.charges.length > 0 && phase !== 'paid' && <p className="muted">{words.nothingDue}</p>}
      {starting.failed && (
        <p className="alert" role="alert"><Icon name="warn" />{words.problems[problemOf(starting.error)] ?? words.startFailed}</p>
      )}
    </>
  )
}

function ChargeList({ charges }: { charges: readonly Charge[] }) {
  const t = useTexts()
  const { language } = useSettings()
  return (
    <ul className="charges">
      {charges.map(charge => (
        <li key={charge.id} className={`charge-line ${charge.state}`} data-test="charge" data-state={charge.state}>
          <span>{language === 'en' && charge.nameEn ? charge.nameEn : charge.name}</span>
          <small>{t.settlement.states[charge.state] ?? charge.state}</small>
          <strong>{yuan(charge.amountFen)}</strong>
        </li>
      ))}
    </ul>
  )
}
