import { type FormEvent, useId, useState } from 'react'
import { problemOf } from '../api/http'
import { breakGlass } from '../api/visit'
import { useTexts } from '../app/settings'
import { Dialog } from '../parts/Dialog'
import { Icon } from '../parts/Icon'
import { useAction } from '../parts/useAction'

const SHORTEST = 10
const LONGEST = 500

/** The second step before opening what nobody has agreed to: what will happen, and why it has to be. */
export function BreakGlass({ patient, close, done }: { patient: string, close(): void, done(): void }) {
  const t = useTexts()
  const words = t.visit.glass
  const id = useId()
  const [reason, setReason] = useState('')
  const breaking = useAction(async () => {
    await breakGlass(patient, reason.trim())
    done()
  })
  const missing = SHORTEST - [...reason.trim()].length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    breaking.start()
  }
  return (
    <Dialog title={words.title} close={close}>
      <form onSubmit={submit} className="glass">
        <div className="alert column">
          <strong><Icon name="warn" />{words.warning}</strong>
          <ul>{words.points.map(point => <li key={point}>{point}</li>)}</ul>
        </div>
        <label htmlFor={id}>{words.reason}</label>
        <textarea id={id} rows={3} maxLength={LONGEST} value={reason} aria-describedby={`${id}-hint`} data-test="glass-reason"
          onChange={event => setReason(event.target.value)} />
        <small id={`${id}-hint`} className="muted">{missing > 0 && reason ? words.missing(missing) : words.reasonHint}</small>
        {breaking.failed && <p className="alert" role="alert"><Icon name="warn" />{t.visit.access.problems[problemOf(breaking.error)] ?? words.failed}</p>}
        <button type="submit" className="button warn" data-test="glass-confirm" disabled={missing > 0 || breaking.busy}>{words.confirm}</button>
      </form>
    </Dialog>
  )
}
