import { useState } from 'react'
import { addConsent, deny as keepOut, fetchWards } from '../api/consents'
import { useLoaded } from '../api/useLoaded'
import { type Place, useHospitals, usePlaceName } from '../app/hospitals'
import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Notice } from '../parts/Notice'
import { OwnPage } from './OwnPage'
import { labelsOf } from './sensitive'
import { Days, NOTHING_CHOSEN, TermsForm, useMissing } from './Terms'

const DENY_DAYS = [30, 90, 365]

/** Allowing a hospital before it asks, or keeping it out. */
export function AddConsentPage({ deny }: { deny: boolean }) {
  const t = useTexts()
  const hospitals = useHospitals()
  const name = usePlaceName(), day = useDay()
  const [hospital, setHospital] = useState<Place>()
  const [family] = useLoaded(signal => fetchWards(signal).catch(() => []), [])
  const wards = family.state === 'ready' ? family.value : []
  const [ward, setWard] = useState<string>()
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const [state, setState] = useState<'open' | 'told' | 'sending' | 'failed' | 'done'>('open')
  const missingTerm = useMissing(chosen)
  const missing = !hospital ? t.consent.whichFirst : deny ? (chosen.days === undefined ? t.consent.howLongFirst : undefined) : missingTerm
  const place = hospital ? name(hospital) : ''
  const send = () => {
    if (!hospital || chosen.days === undefined || missing) return setState('told')
    setState('sending')
    const sent = deny ? keepOut(hospital.id, chosen.days, ward) : addConsent(hospital.id, { days: chosen.days, sensitive: labelsOf(chosen.sensitive) }, ward)
    sent.then(() => setState('done'), () => setState('failed'))
  }
  const until = day(new Date(Date.now() + (chosen.days ?? 0) * 86_400_000).toISOString())
  const title = deny ? t.consent.denyOne : t.consent.add
  return (
    <OwnPage title={title} tab="me" up="/me/consents">
      {state === 'done'
        ? <div data-test="done"><Notice icon="check" title={deny ? t.consent.denied : t.consent.given} detail={deny ? t.consent.deniedText(place) : t.consent.givenText(place, until)}
            action={{ label: t.consent.done, run: () => go('/me/consents', 'replace') }} /></div>
        : <article className="asked">
            {deny ? <p className="muted">{t.consent.denyHint}</p> : <><p className="muted">{t.consent.whatText}</p><p className="muted">{t.consent.whatNot}</p></>}
            {wards.length > 0 && (
              <fieldset className="options">
                <legend>{t.consent.forWhom}</legend>
                {[{ id: undefined, name: t.own.mine }, ...wards].map(each => (
                  <label key={each.id ?? ''} className="option">
                    <input type="radio" name="person" checked={ward === each.id} onChange={() => { setWard(each.id); setChosen(before => ({ ...before, separately: false })) }} />
                    <span>{each.name}</span>
                  </label>
                ))}
              </fieldset>
            )}
            <fieldset className="options">
              <legend>{t.consent.which}</legend>
              {hospitals.map(each => (
                <label key={each.id} className="option">
                  <input type="radio" name="hospital" data-test={`hospital-${each.id}`} checked={hospital?.id === each.id}
                    onChange={() => { setHospital(each); setChosen(before => ({ ...before, separately: false })) }} />
                  <span>{name(each)}</span>
                </label>
              ))}
            </fieldset>
            {hospital && (deny
              ? <Days legend={t.consent.denyDays} days={DENY_DAYS} words={t.consent.denyLong} chosen={chosen.days} choose={days => setChosen({ ...chosen, days })} />
              : <TermsForm place={place} chosen={chosen} change={part => setChosen(before => ({ ...before, ...part }))} />)}
            <p role="status">
              {state === 'failed' && <span className="alert"><Icon name="warn" />{t.consent.failed}</span>}
              {state === 'told' && missing && <span className="alert"><Icon name="info" />{missing}</span>}
            </p>
            <button className="button wide-button" data-test="confirm" disabled={state === 'sending'} aria-disabled={missing !== undefined} onClick={send}>
              {state === 'sending' ? t.consent.sending : deny ? t.consent.denyYes : t.consent.yes}
            </button>
          </article>}
    </OwnPage>
  )
}
