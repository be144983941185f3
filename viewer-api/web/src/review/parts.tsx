import { type FormEvent, useId, useState } from 'react'
import type { Glimpse } from '../api/identity'
import { failureKind } from '../api/http'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'
import { capitals } from './compare'

const AGAINST = new Set(['OTHER_NAME', 'OTHER_BIRTH_DATE', 'OTHER_SEX', 'MAYBE_TWINS'])
const SHORTEST = 2
const LONGEST = 500

/** One side of a pair or merge: names, and where they are known. */
export function Side({ glimpse }: { glimpse: Glimpse }) {
  const t = useTexts()
  const place = usePlaceName()
  return (
    <span className="side">
      <strong>{glimpse.names.map(capitals).join(' / ') || t.unknownName}</strong>
      <small>{t.listed(glimpse.hospitals.map(place))}</small>
    </span>
  )
}

/** What speaks for and against, in plain words; never by colour alone. */
export function Reasons({ codes }: { codes: string[] }) {
  const t = useTexts()
  return (
    <span className="reasons">
      {codes.map(code => (
        <span key={code} className={AGAINST.has(code) ? 'reason against' : 'reason'}>
          <Icon name={AGAINST.has(code) ? 'differs' : 'check'} />{t.review.reasons[code] ?? code}
        </span>
      ))}
    </span>
  )
}

export function Pager({ offset, count, size, go }: { offset: number, count: number, size: number, go: (offset: number) => void }) {
  const t = useTexts()
  if (count <= size && offset === 0) return null
  const page = t.search.page(offset / size + 1)
  return (
    <nav className="pager" aria-label={page}>
      <button className="button plain" disabled={offset === 0} onClick={() => go(offset - size)}>{t.search.previous}</button>
      <span>{page}</span>
      <button className="button plain" disabled={offset + size >= count} onClick={() => go(offset + size)}>{t.search.next}</button>
    </nav>
  )
}

export interface Choice {
  label: string
  test: string
  plain?: boolean
  run: (reason: string) => Promise<unknown>
  done: () => void
}

/** A reason, and what may be decided with it. */
export function Decide({ label, hint, suggestions, choices, conflict }: {
  label?: string, hint?: string, suggestions: string[], choices: Choice[], conflict: () => void
}) {
  const t = useTexts()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const id = useId()
  const length = reason.trim().length
  const ready = length >= SHORTEST && length <= LONGEST && !busy
  const run = (choice: Choice) => {
    setBusy(true)
    setFailed(false)
    choice.run(reason.trim()).then(choice.done, error => {
      setBusy(false)
      if (failureKind(error) === 'decided') conflict()
      else setFailed(true)
    })
  }
  const submit = (event: FormEvent) => event.preventDefault()
  return (
    <form className="decide" onSubmit={submit}>
      <label htmlFor={id}>{label ?? t.review.reason}</label>
      <div className="suggestions">
        {suggestions.map(each => <button type="button" key={each} className="chip" onClick={() => setReason(each)}>{each}</button>)}
      </div>
      <textarea id={id} rows={3} maxLength={LONGEST} value={reason} aria-describedby={`${id}-hint`} data-test="reason"
        onChange={event => setReason(event.target.value)} />
      <small id={`${id}-hint`} className="muted">{hint ?? t.review.reasonHint}</small>
      <div className="decide-buttons">
        {choices.map(choice => (
          <button key={choice.test} type="button" className={choice.plain ? 'button plain' : 'button'} data-test={choice.test}
            disabled={!ready} onClick={() => run(choice)}>{choice.label}</button>
        ))}
      </div>
      {failed && <p className="alert" role="alert"><Icon name="warn" />{t.review.failed}</p>}
    </form>
  )
}
