import { useId, useState } from 'react'
import { useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'
import { ALL_KINDS, type Kind } from './sensitive'

/** What a patient has chosen so far. Nothing is chosen beforehand. */
export interface Chosen {
  days: number | undefined
  sensitive: Kind[]
  separately: boolean
}

export const NOTHING_CHOSEN: Chosen = { days: undefined, sensitive: [], separately: false }
const DAYS = [7, 30, 90]

/** What is still missing before one may agree, in words; undefined when nothing is. */
export function useMissing(chosen: Chosen): string | undefined {
  const t = useTexts()
  if (chosen.days === undefined) return t.consent.howLongFirst
  return chosen.separately ? undefined : t.consent.separateFirst
}

/** For how long, what sensitive records, and the separate consent that the law asks for. */
export function TermsForm({ place, chosen, change }: { place: string, chosen: Chosen, change(part: Partial<Chosen>): void }) {
  const t = useTexts()
  const labels = chosen.sensitive.map(kind => t.consent.kinds[kind])
  const separately = useId()
  return (
    <>
      <Days legend={t.consent.howLong} days={DAYS} words={t.consent.days} chosen={chosen.days} choose={days => change({ days })} />
      {/* What is consented to has changed: so has the consent. */}
      <Sensitive chosen={chosen.sensitive} change={sensitive => change({ sensitive, separately: false })} />
      <section className="separate">
        <h2>{t.consent.separate}</h2>
        <label className="tick" htmlFor={separately}>
          <input id={separately} type="checkbox" data-test="separately" checked={chosen.separately} onChange={event => change({ separately: event.target.checked })} />
          <span>
            {t.consent.separateText(place)}
            {labels.length > 0 && <strong>{t.consent.separateSensitive(t.listed(labels))}</strong>}
            <small>{t.consent.law}</small>
          </span>
        </label>
      </section>
    </>
  )
}

export function Days({ legend, days, words, chosen, choose }: {
  legend: string, days: readonly number[], words: Record<number, string>, chosen: number | undefined, choose(days: number): void
}) {
  return (
    <fieldset className="options">
      <legend>{legend}</legend>
      {days.map(each => (
        <label key={each} className="option">
          <input type="radio" name="days" data-test={`days-${each}`} checked={chosen === each} onChange={() => choose(each)} />
          <span>{words[each]}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Sensitive({ chosen, change }: { chosen: Kind[], change(chosen: Kind[]): void }) {
  const t = useTexts()
  const [open, setOpen] = useState(false)
  const id = useId()
  const turn = (kind: Kind, on: boolean) => change(on ? [...chosen, kind] : chosen.filter(each => each !== kind))
  return (
    <section className="sensitive">
      <button className="disclosure" data-test="sensitive" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Icon name="lock" /><span>{t.consent.sensitive}<small>{chosen.length === 0 ? t.consent.noLabels : t.listed(chosen.map(kind => t.consent.kinds[kind]))}</small></span>
        <Icon name={open ? 'up' : 'down'} />
      </button>
      <div id={id} hidden={!open}>
        <p className="muted">{t.consent.sensitiveWhy}</p>
        {ALL_KINDS.map(kind => (
          <label key={kind} className="option">
            <input type="checkbox" data-test={`sensitive-${kind}`} checked={chosen.includes(kind)} onChange={event => turn(kind, event.target.checked)} />
            <span>{t.consent.kinds[kind]}</span>
          </label>
        ))}
      </div>
    </section>
  )
}
