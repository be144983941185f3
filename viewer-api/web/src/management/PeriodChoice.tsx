import { type FormEvent, useState } from 'react'
import type { Period } from '../api/management'
import { useTexts } from '../app/settings'
import { nameOf, PERIODS, periodOf } from './period'

/** Which days the figures are of. */
export function PeriodChoice({ period, choose }: { period: Period, choose(period: Period): void }) {
  const t = useTexts()
  const words = t.management
  const now = new Date()
  const chosen = nameOf(period, now)
  const [own, setOwn] = useState(chosen === undefined)
  const [days, setDays] = useState(period)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (days.from <= days.to) choose(days)
  }
  return (
    <div className="period">
      <div className="segments" role="group" aria-label={words.period}>
        {PERIODS.map(name => (
          <button key={name} data-test={`period-${name}`} aria-pressed={!own && chosen === name} onClick={() => { setOwn(false); choose(periodOf(name, now)) }}>
            {words.periods[name]}
          </button>
        ))}
        <button data-test="period-own" aria-pressed={own} onClick={() => { setDays(period); setOwn(true) }}>{words.periods.own}</button>
      </div>
      {own && (
        <form className="period-own" onSubmit={submit}>
          <label><span>{words.from}</span><input type="date" required value={days.from} max={days.to} onChange={event => setDays({ ...days, from: event.target.value })} /></label>
          <label><span>{words.to}</span><input type="date" required value={days.to} min={days.from} onChange={event => setDays({ ...days, to: event.target.value })} /></label>
          <button type="submit" className="button">{words.show}</button>
        </form>
      )}
    </div>
  )
}
