import { fetchVerification } from '../api/management'
import { fetchTrail, type TrailRow, TRAIL_PAGE } from '../api/notices'
import { useLoaded } from '../api/useLoaded'
import { byDay, clock, dayHeading } from '../app/days'
import { useSettings, useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { Icon } from '../parts/Icon'
import { More } from '../parts/More'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { useOlder } from '../parts/useOlder'
import { usePageTitle } from '../parts/usePageTitle'
import { linesOf } from '../patient/trailWords'

/** The trail of the whole house in words, and the proof that nobody altered it. */
export function TrailPage() {
  const t = useTexts()
  const { language } = useSettings()
  const words = t.management.trail
  usePageTitle(words.title)
  const list = useOlder<TrailRow>(async (older, signal) => (await fetchTrail(older, TRAIL_PAGE, signal)).entries, row => row.seq, TRAIL_PAGE)
  return (
    <>
      <h1>{words.title}</h1>
      <p className="muted">{words.intro}</p>
      <Proof />
      {list.state === 'loading' && <Busy />}
      {list.state === 'failed' && <FailureNotice why={list.why} retry={list.again} />}
      {list.state === 'ready' && list.rows.length === 0 && <Notice icon="empty" title={words.none} detail={words.noneDetail} />}
      {list.state === 'ready' && byDay(list.rows).map(day => (
        <section key={day.key} className="day">
          <h2>{dayHeading(day.key, language, t.own)}</h2>
          <ol className="lines">
            {linesOf(day.rows, { ...t, trail: { ...t.trail, ...t.wholeTrail } }, language).map(line => (
              <li key={line.seq} className={line.outcome ? 'line refused' : 'line'} data-test="line">
                <time dateTime={line.at}>{clock(line.at)}</time>
                <span>
                  <strong>{line.who}</strong>
                  <span>{line.did}{line.times > 1 && ` ${t.trail.times(line.times)}`}</span>
                  {line.outcome && <em className="line-outcome"><Icon name="differs" />{line.outcome}</em>}
                  <small className="muted">{[line.why, words.number(line.seq)].filter(Boolean).join(' · ')}</small>
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      <More list={list} label={words.older} />
    </>
  )
}

function Proof() {
  const t = useTexts()
  const words = t.management.trail
  const { language } = useSettings()
  const moment = useMoment()
  const [proof, again] = useLoaded(fetchVerification, [])
  if (proof.state === 'failed') return <FailureNotice why={proof.why} retry={again} />
  if (proof.state === 'loading') {
    return <div className="proof" role="status"><span className="spinner" aria-hidden="true" /><p>{words.checking}</p></div>
  }
  const { intact, entries, checkedAt } = proof.value
  const count = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB').format(entries)
  return (
    <div className={intact ? 'proof intact' : 'proof broken-chain'} role="status" data-test="verification" data-intact={intact}>
      <Icon name={intact ? 'check' : 'warn'} />
      <div>
        <strong>{intact ? words.intact(count) : words.broken}</strong>
        <p className="muted">{intact ? words.checked(moment(checkedAt)) : words.brokenDetail}</p>
      </div>
      <button className="quiet" onClick={again}><Icon name="reset" />{words.checkAgain}</button>
    </div>
  )
}
