import { useState } from 'react'
import { type Consent, fetchConsents, withdraw } from '../api/consents'
import { useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice } from '../parts/Notice'
import { OwnPage } from './OwnPage'
import { kindsOf } from './sensitive'
import { Sheet } from './Sheet'

const inForce = (consent: Consent) => consent.state === 'active' || (consent.state === 'denied' && (!consent.until || Date.parse(consent.until) > Date.now()))

/** Who may look, and taking that back. */
export function ConsentsPage() {
  const t = useTexts()
  const [found, again] = useLoaded(fetchConsents, [])
  const [closing, setClosing] = useState<Consent>()
  const all = found.state === 'ready' ? found.value : []
  const now = all.filter(inForce), past = all.filter(each => !inForce(each))
  return (
    <OwnPage title={t.consent.title} tab="me" up="/me">
      <p className="muted">{t.consent.intro}</p>
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && (
        <>
          <h2 className="group">{t.consent.active}</h2>
          {now.length === 0 && <p className="nothing"><Icon name="lock" /><span><strong>{t.consent.none}</strong><small>{t.consent.noneDetail}</small></span></p>}
          <ul className="papers">{now.map(each => <li key={each.id}><Row consent={each} close={() => setClosing(each)} /></li>)}</ul>
          <div className="doors-row">
            <Door to="/me/consents/add" icon="check" title={t.consent.add} hint={t.consent.addHint} />
            <Door to="/me/consents/deny" icon="stop" title={t.consent.denyOne} hint={t.consent.denyHint} />
          </div>
          {past.length > 0 && <h2 className="group">{t.consent.past}</h2>}
          <ul className="papers">{past.map(each => <li key={each.id}><Row consent={each} /></li>)}</ul>
        </>
      )}
      {closing && <WithdrawSheet consent={closing} close={() => { setClosing(undefined); again() }} />}
    </OwnPage>
  )
}

function Door({ to, icon, title, hint }: { to: string, icon: 'check' | 'stop', title: string, hint: string }) {
  return (
    <Link className="place" to={to} data-test={to.split('/').at(-1)}>
      <Icon name={icon} /><span><strong>{title}</strong><small>{hint}</small></span><Icon name="next" />
    </Link>
  )
}

function Row({ consent, close }: { consent: Consent, close?: () => void }) {
  const t = useTexts()
  const place = usePlaceName()(consent.hospital), day = useDay()
  const labels = t.listed(kindsOf(consent.sensitive).map(kind => t.consent.kinds[kind]))
  const denied = consent.state === 'denied'
  return (
    <article className={`paper ${consent.state}`} data-test="consent" data-state={consent.state}>
      <header><strong>{place}</strong><em className={`state ${consent.state}`}>{t.consent.consentStates[consent.state]}</em></header>
      {consent.person && <p>{t.own.of(consent.person.name)}</p>}
      <p>{consent.until ? t.consent.from(day(consent.from), day(consent.until)) : t.consent.since(day(consent.from))}</p>
      {!denied && <p className="muted">{t.consent.purposes[consent.purpose] ?? consent.purpose}{' · '}{labels ? t.consent.withLabels(labels) : t.consent.noLabels}</p>}
      {close && <button className="button plain" data-test="withdraw" onClick={close}><Icon name={denied ? 'undo' : 'stop'} />{denied ? t.consent.undeny : t.consent.withdraw}</button>}
    </article>
  )
}

/** Says that it is closed only once the server has said so: it answers when nothing passes any more. */
function WithdrawSheet({ consent, close }: { consent: Consent, close: () => void }) {
  const t = useTexts()
  const place = usePlaceName()(consent.hospital)
  const [state, setState] = useState<'asked' | 'closing' | 'closed' | 'failed'>('asked')
  const denied = consent.state === 'denied'
  const run = () => {
    setState('closing')
    withdraw(consent.id).then(() => setState('closed'), () => setState('failed'))
  }
  return (
    <Sheet title={denied ? t.consent.undenyAsk(place) : t.consent.withdrawAsk(place)} close={close}>
      {state !== 'closed' && <p>{denied ? t.consent.undenyText : t.consent.withdrawText(place)}</p>}
      <div role="status">
        {state === 'closing' && <p className="working"><span className="spinner" aria-hidden="true" />{t.consent.closing}</p>}
        {state === 'closed' && <p className="success" data-test="closed"><Icon name="check" /><span><strong>{denied ? t.consent.undenied : t.consent.closed}</strong>{!denied && <span>{t.consent.closedText(place)}</span>}</span></p>}
        {state === 'failed' && <p className="alert"><Icon name="warn" />{t.consent.notClosed}</p>}
      </div>
      {state === 'closed'
        ? <button className="button wide-button" onClick={close}>{t.consent.done}</button>
        : <div className="two-buttons">
            <button className="button plain" onClick={close}>{t.consent.keep}</button>
            <button className={denied ? 'button' : 'button danger'} data-test="withdraw-yes" disabled={state === 'closing'} onClick={run}>{denied ? t.consent.undeny : t.consent.withdrawYes}</button>
          </div>}
    </Sheet>
  )
}
