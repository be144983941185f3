import { type FormEvent, useId, useState } from 'react'
import { useSettings, useTexts } from '../app/settings'
import { Busy, FailureNotice } from '../parts/Notice'
import { useRepeatReasons } from './words'

/** "Other" says nothing by itself. */
const NEEDS_NOTE = '08'

/** One of the lawful reasons for a repeat, and what the patient should know about it. */
export function DeclineForm({ busy, decline, cancel }: { busy: boolean, decline(reason: string, note: string): void, cancel(): void }) {
  const t = useTexts()
  const { language } = useSettings()
  const id = useId()
  const [reasons, again] = useRepeatReasons()
  const [reason, setReason] = useState<string>()
  const [note, setNote] = useState('')
  if (reasons.state === 'loading') return <Busy />
  if (reasons.state === 'failed') return <FailureNotice why={reasons.why} retry={again} />
  const needed = reason === NEEDS_NOTE
  const ready = reason !== undefined && (!needed || note.trim().length >= 2)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) decline(reason, note.trim())
  }
  return (
    <form className="decline-form" onSubmit={submit} data-test="decline-form">
      <fieldset>
        <legend>{t.prior.reason}</legend>
        {reasons.value.map(each => (
          <label key={each.code}>
            <input type="radio" name={id} value={each.code} checked={reason === each.code} onChange={() => setReason(each.code)} />
            <span>{language === 'en' ? each.nameEn : each.name}{!each.counted && <small className="muted"> {t.prior.uncounted}</small>}</span>
          </label>
        ))}
      </fieldset>
      <label htmlFor={`${id}-note`}>{needed ? t.prior.noteNeeded : t.prior.note}</label>
      <textarea id={`${id}-note`} rows={2} maxLength={500} value={note} required={needed} aria-describedby={`${id}-hint`} data-test="decline-note"
        onChange={event => setNote(event.target.value)} />
      <small id={`${id}-hint`} className="muted">{t.prior.noteHint}</small>
      <div className="dialog-buttons">
        <button type="submit" className="button" data-test="decline-now" disabled={!ready || busy}>{t.prior.declineNow}</button>
        <button type="button" className="button plain" onClick={cancel}>{t.prior.cancel}</button>
      </div>
    </form>
  )
}
