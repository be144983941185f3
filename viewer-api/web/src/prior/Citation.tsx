import { useId } from 'react'
import { useTexts } from '../app/settings'
import { CopyButton } from '../parts/CopyButton'

/** Text for the doctor's own note. */
export function Citation({ text }: { text: string }) {
  const t = useTexts()
  const id = useId()
  return (
    <div className="citation">
      <label htmlFor={id}>{t.prior.citation}</label>
      <textarea id={id} data-test="citation" readOnly rows={4} value={text} onFocus={event => event.target.select()} />
      <CopyButton text={text} label={t.prior.copy} failed={t.prior.copyFailed} test="copy-citation" />
    </div>
  )
}
