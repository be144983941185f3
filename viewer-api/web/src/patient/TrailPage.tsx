import { useState } from 'react'
import { fetchTrail, type TrailRow, TRAIL_PAGE } from '../api/notices'
import { byDay, clock, dayHeading } from '../app/days'
import { useSettings, useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'
import { More } from '../parts/More'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { useOlder } from '../parts/useOlder'
import { OwnPage } from './OwnPage'
import { isAutomatic, isOwnLook, linesOf } from './trailWords'

/** Who looked at the patient's films and records, day by day, in words. */
export function TrailPage() {
  const t = useTexts()
  const { language } = useSettings()
  const [whole, setWhole] = useState(false)
  const list = useOlder<TrailRow>(async (older, signal) => (await fetchTrail(older, TRAIL_PAGE, signal)).entries, row => row.seq, TRAIL_PAGE)
  return (
    <OwnPage title={t.trail.title} tab="me" up="/me">
      <p className="muted">{t.trail.intro}</p>
      <button className="quiet whole-trail" data-test="whole" aria-pressed={whole} onClick={() => setWhole(!whole)}><Icon name={whole ? 'up' : 'down'} />{whole ? t.trail.others : t.trail.everything}</button>
      {list.state === 'loading' && <Busy />}
      {list.state === 'failed' && <FailureNotice why={list.why} retry={list.again} />}
      {list.state === 'ready' && list.rows.length === 0 && <Notice icon="eye" title={t.trail.none} detail={t.trail.noneDetail} />}
      {list.state === 'ready' && byDay(list.rows).map(day => (
        <section key={day.key} className="day">
          <h2>{dayHeading(day.key, language, t.own)}</h2>
          <ol className="lines">
            {linesOf(whole ? day.rows : day.rows.filter(row => !isOwnLook(row) && !isAutomatic(row)), t, language).map(line => (
              <li key={line.seq} className={line.outcome ? 'line refused' : 'line'} data-test="line">
                <time dateTime={line.at}>{clock(line.at)}</time>
                <span>
                  <strong>{line.who}</strong>
                  <span>{line.did}{line.times > 1 && ` ${t.trail.times(line.times)}`}</span>
                  {line.outcome && <em className="line-outcome"><Icon name="stop" />{line.outcome}</em>}
                  {line.why && <small className="muted">{line.why}</small>}
                </span>
              </li>
            ))}
            {!whole && <Folded count={day.rows.filter(isOwnLook).length} words={t.trail.ownLooks} />}
            {!whole && <Folded count={day.rows.filter(isAutomatic).length} words={t.trail.automatic} />}
          </ol>
        </section>
      ))}
      <More list={list} label={t.own.older} />
    </OwnPage>
  )
}

/** What is told by its number, until everything is asked for. */
function Folded({ count, words }: { count: number, words: (n: number) => string }) {
  return count > 0 ? <li className="line own-looks"><Icon name="info" /><span>{words(count)}</span></li> : null
}
