import { useState } from 'react'
import { problemOf } from '../api/http'
import { askForAccess, type PatientFile } from '../api/visit'
import { useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { Icon, type IconName } from '../parts/Icon'
import { useAction } from '../parts/useAction'
import { BreakGlass } from './BreakGlass'

/** Whether exams of other hospitals may be seen, and the one thing to do about it. */
export function AccessBox({ file: { patient, access }, changed }: { file: PatientFile, changed(): void }) {
  const t = useTexts()
  const words = t.visit.access
  const moment = useMoment()
  const [glass, setGlass] = useState(false)
  const asking = useAction(async () => {
    await askForAccess(patient.id)
    changed()
  })
  const until = access.until ? moment(access.until) : ''
  const says: Record<string, { icon: IconName, title: string, detail: string }> = {
    none: { icon: 'lock', title: words.title, detail: words.none },
    asked: { icon: 'clock', title: words.asked, detail: words.askedDetail },
    granted: { icon: 'check', title: words.granted, detail: words.grantedDetail(until) },
    declined: { icon: 'differs', title: words.declined, detail: words.declinedDetail },
    'broken-glass': { icon: 'warn', title: words.glass, detail: words.glassDetail(until) },
  }
  const said = says[access.state] ?? says['none']!
  const closed = access.state === 'none' || access.state === 'declined'
  return (
    <section className={`access ${access.state === 'asked' ? 'waiting' : access.state}`} aria-label={words.title} data-test="access" data-state={access.state}>
      <div className="access-says" role="status">
        <Icon name={said.icon} />
        <div>
          <h2>{said.title}</h2>
          <p>{said.detail}</p>
          {access.state === 'asked' && (
            <small className="muted">{[access.since && words.askedAt(moment(access.since)), until && words.expires(until)].filter(Boolean).join(' · ')}</small>
          )}
        </div>
      </div>
      {closed && patient.visit && (
        <button className="button" data-test="ask-access" disabled={asking.busy} onClick={() => asking.start()}>
          {access.state === 'declined' ? words.again : words.ask}
        </button>
      )}
      {closed && !patient.visit && <p className="muted">{words.needsVisit}</p>}
      {asking.failed && (
        <p className="alert" role="alert"><Icon name="warn" />{words.problems[problemOf(asking.error)] ?? words.failed}</p>
      )}
      {access.state !== 'granted' && access.state !== 'broken-glass' && (
        <button className="quiet glass-open" data-test="glass" onClick={() => setGlass(true)}>{t.visit.glass.open}</button>
      )}
      {glass && <BreakGlass patient={patient.id} close={() => setGlass(false)} done={() => { setGlass(false); changed() }} />}
    </section>
  )
}
