import { fetchOpenings, type OpenedRow } from '../api/management'
import { useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { goBack, useQuery } from '../app/router'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { useNames } from '../visit/words'
import { filterIn } from './behind'
import { periodIn } from './period'

/** How often results of other hospitals were opened, by day and place: neither whose nor by whom. */
export function OpeningsPage() {
  const t = useTexts()
  usePageTitle(t.management.openings)
  const day = useDay()
  const query = useQuery()
  const period = periodIn(query, new Date())
  const { item, hospital, specialty } = filterIn(query)
  const filter = Object.fromEntries(Object.entries({ item, hospital, specialty }).filter(([, value]) => value !== undefined))
  const [rows, again] = useLoaded(signal => fetchOpenings(period, filter, signal), [query.toString()])
  return (
    <>
      <button className="quiet back" data-test="back" onClick={() => goBack('/management')}><Icon name="back" />{t.back}</button>
      <h1>{t.management.openings}</h1>
      <p className="muted">{t.management.range(day(period.from), day(period.to))} · {t.management.openingsDetail}</p>
      {rows.state === 'loading' && <Busy />}
      {rows.state === 'failed' && <FailureNotice why={rows.why} retry={again} />}
      {rows.state === 'ready' && (rows.value.length === 0
        ? <Notice icon="empty" title={t.management.noDecisions} detail={t.management.noDecisionsDetail} />
        : <ul className="decision-rows">{rows.value.map((row, at) => <li key={at}><Opened row={row} /></li>)}</ul>)}
    </>
  )
}

function Opened({ row }: { row: OpenedRow }) {
  const t = useTexts()
  const names = useNames()
  const place = usePlaceName()
  const day = useDay()
  const words = t.management
  return (
    <article className="decision-row" data-test="opened">
      <span><strong>{row.item ? names.item(row.item) : words.unknownItem}</strong><small className="muted">{day(row.day)}</small></span>
      <span>{[place(row.hospital), row.specialty].filter(Boolean).join(' · ')}<small className="muted">{words.reportOf(place(row.from))}</small></span>
      <span className="verdict"><Icon name="eye" />{words.times(row.times)}</span>
    </article>
  )
}
