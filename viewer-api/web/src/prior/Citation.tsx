import { useId, useState } from 'react'
import { useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'

/** Text for the doctor's own note. */
export function Citation({ text }: { text: string }) {
  const t = useTexts()
  const id = useId()
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  const copy = () => {
    navigator.clipboard.writeText(text).then(() => setOutcome('copied'), () => setOutcome('failed'))
  }
  return (
    <div className="citation">
      <label htmlFor={id}>{t.prior.citation}</label>
      <textarea id={id} data-test="citation" readOnly rows={4} value={text} onFocus={event => event.target.select()} />
      <button className="button plain" onClick={copy}><Icon name={outcome === 'copied' ? 'check' : 'quote'} />{outcome === 'copied' ? t.prior.copied : t.prior.copy}</button>
      {outcome === 'failed' && <p role="status" className="muted">{t.prior.copyFailed}</p>}
    </div>
  )
}
