import { useState } from 'react'
import { fetchGlass, type GlassRow, type GlassState, reviewGlass } from '../api/management'
import { useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { Decide } from '../review/parts'

const STATES: readonly GlassState[] = ['open', 'justified', 'unjustified']

/** Every emergency access, to be judged by somebody who did not need it. */
export function GlassPage() {
  const t = useTexts()
  const words = t.management.glass
  usePageTitle(words.title)
  const [state, setState] = useState<GlassState>('open')
  const [rows, again] = useLoaded(signal => fetchGlass(state, signal), [state])
  return (
    <>
      <h1>{words.title}</h1>
      <p className="muted">{words.intro}</p>
      <div className="segments" role="group" aria-label={words.title}>
        {STATES.map(each => <button key={each} data-test={`glass-${each}`} aria-pressed={state === each} onClick={() => setState(each)}>{words.states[each]}</button>)}
      </div>
      {rows.state === 'loading' && <Busy />}
      {rows.state === 'failed' && <FailureNotice why={rows.why} retry={again} />}
      {rows.state === 'ready' && (rows.value.length === 0
        ? <Notice icon="check" title={state === 'open' ? words.none : words.noneReviewed} detail={state === 'open' ? words.noneDetail : ''} />
        : <ul className="pairs">{rows.value.map(row => <li key={row.id}><Broken row={row} changed={again} /></li>)}</ul>)}
    </>
  )
}

function Broken({ row, changed }: { row: GlassRow, changed(): void }) {
  const t = useTexts()
  const words = t.management.glass
  const place = usePlaceName()
  const moment = useMoment()
  const choice = (verdict: 'justified' | 'unjustified') => ({
    label: words[verdict], test: verdict, plain: verdict === 'unjustified', run: (remark: string) => reviewGlass(row.id, verdict, remark), done: changed,
  })
  return (
    <article className="pair" data-test="glass-row" data-state={row.state}>
      <div className="glass-head">
        <strong>{words.who(place(row.hospital), row.clinician ?? t.notices.aDoctor)}</strong>
        <small className="muted">{moment(row.at)} · {words.until(moment(row.until))}</small>
      </div>
      <div><small className="muted">{words.reason}</small><p className="quote">{t.review.quote(row.reason)}</p></div>
      {row.state === 'open'
        ? <Decide label={words.remark} hint={words.remarkHint} suggestions={words.suggestions} choices={[choice('justified'), choice('unjustified')]} conflict={changed} />
        : <p className="undone"><Icon name={row.state === 'justified' ? 'check' : 'differs'} /><span>{words.verdicts[row.state] ?? row.state}
            {row.review && ` · ${row.review.by ?? t.trail.actors.admin} · ${moment(row.review.at)} ${row.review.remark && t.review.quote(row.review.remark)}`}</span></p>}
    </article>
  )
}
