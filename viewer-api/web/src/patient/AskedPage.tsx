import { useState } from 'react'
import { type AccessAsked, confirm, decline, fetchAsked, isOpen } from '../api/consents'
import { failureKind, problemOf } from '../api/http'
import { useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { useDay, useMoment } from '../app/times'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { inbox } from './inbox'
import { OwnPage } from './OwnPage'
import { labelsOf } from './sensitive'
import { NOTHING_CHOSEN, TermsForm, useMissing } from './Terms'

type Answer = { is: 'open' } | { is: 'sending' } | { is: 'failed', guardian: boolean } | { is: 'given', until: Date } | { is: 'declined' } | { is: 'gone' }

/** A doctor asks; the patient decides here, with everything in sight that is being decided. */
export function AskedPage({ id }: { id: string }) {
  const t = useTexts()
  const [found, again] = useLoaded(async signal => ({ asked: (await fetchAsked(signal)).find(each => String(each.id) === id) }), [id])
  return (
    <OwnPage title={t.consent.asksShort} tab="messages" up="/me/messages">
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && (found.value.asked && isOpen(found.value.asked) ? <Decide asked={found.value.asked} /> : <Gone asked={found.value.asked} />)}
    </OwnPage>
  )
}

function Decide({ asked }: { asked: AccessAsked }) {
  const t = useTexts()
  const place = usePlaceName()(asked.hospital)
  const day = useDay(), moment = useMoment()
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const [answer, setAnswer] = useState<Answer>({ is: 'open' })
  const [told, setTold] = useState(false)
  const missing = useMissing(chosen)
  const send = (sent: Promise<Answer>) => {
    setAnswer({ is: 'sending' })
    sent.then(setAnswer, error => setAnswer(['decided', 'not-found'].includes(failureKind(error))
      ? { is: 'gone' } : { is: 'failed', guardian: problemOf(error) === 'guardian-needed' })).finally(inbox.refresh)
  }
  const yes = () => {
    const { days, sensitive } = chosen
    if (missing || days === undefined) return setTold(true)
    send(confirm(asked.id, { days, sensitive: labelsOf(sensitive) }).then(() => ({ is: 'given', until: new Date(Date.now() + days * 86_400_000) })))
  }
  const no = () => send(decline(asked.id).then(() => ({ is: 'declined' })))
  if (answer.is === 'gone') return <Gone asked={undefined} />
  if (answer.is === 'given') {
    return <div data-test="given"><Notice icon="check" title={t.consent.given} detail={t.consent.givenText(place, day(answer.until.toISOString()))} action={{ label: t.home, run: () => go('/films') }} /></div>
  }
  if (answer.is === 'declined') {
    return <div data-test="declined"><Notice icon="check" title={t.consent.declined} detail={t.consent.declinedText} action={{ label: t.home, run: () => go('/films') }} /></div>
  }
  return (
    <article className="asked" data-test="asked">
      <h2 className="asked-title">{t.consent.asks(asked.clinician ?? t.notices.aDoctor)}</h2>
      <dl className="facts">
        {asked.person && <div><dt>{t.consent.whose}</dt><dd><strong>{asked.person.name}</strong></dd></div>}
        <div><dt>{t.consent.by}</dt><dd><strong>{asked.clinician ?? t.notices.aDoctor}</strong><span>{place}</span></dd></div>
        <div><dt>{t.consent.why}</dt><dd>{t.consent.whyText(place)}</dd></div>
        {asked.message && <div><dt>{t.consent.says}</dt><dd className="quote">“{asked.message}”</dd></div>}
        <div><dt>{t.consent.what}</dt><dd>{t.consent.whatText}<small>{t.consent.whatNot}</small></dd></div>
      </dl>
      <TermsForm place={place} chosen={chosen} change={part => setChosen(before => ({ ...before, ...part }))} />
      <p className="muted help"><Icon name="info" />{t.consent.free}</p>
      <div className="decision">
        <p role="status">
          {answer.is === 'failed' && <span className="alert"><Icon name="warn" />{answer.guardian ? t.consent.guardian : t.consent.failed}</span>}
          {told && missing && answer.is === 'open' && <span className="alert"><Icon name="info" />{missing}</span>}
        </p>
        <button className="button plain" data-test="decline" disabled={answer.is === 'sending'} onClick={no}>{t.consent.no}</button>
        <button className="button" data-test="confirm" disabled={answer.is === 'sending'} aria-disabled={missing !== undefined} onClick={yes}>
          {answer.is === 'sending' ? t.consent.sending : t.consent.yes}
        </button>
        <small className="muted">{t.consent.until(moment(asked.expiresAt))}</small>
      </div>
    </article>
  )
}

function Gone({ asked }: { asked: AccessAsked | undefined }) {
  const t = useTexts()
  const done = asked && t.consent.states[asked.state]
  return <Notice icon="info" title={t.consent.gone} detail={done ? t.sentences(done, t.consent.goneText) : t.consent.goneText} action={{ label: t.home, run: () => go('/films') }} />
}
