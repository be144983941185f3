import { type DecisionRow, fetchDecisions } from '../api/management'
import { useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { yuan } from '../app/money'
import { goBack, useQuery } from '../app/router'
import { useSettings, useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon, type IconName } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { useNames } from '../visit/words'
import { filterIn } from './behind'
import { periodIn } from './period'

/** What stands behind a figure, decision by decision and without patients. */
export function DecisionsPage() {
  const t = useTexts()
  usePageTitle(t.management.decisions)
  const day = useDay()
  const query = useQuery()
  const period = periodIn(query, new Date())
  const filter = filterIn(query)
  const [rows, again] = useLoaded(signal => fetchDecisions(period, filter, signal), [query.toString()])
  const kind = t.management.kinds[filter.kind ?? ''] ?? t.management.all
  return (
    <>
      <button className="quiet back" data-test="back" onClick={() => goBack('/management')}><Icon name="back" />{t.back}</button>
      <h1>{t.management.decisions} · {kind}</h1>
      <p className="muted">{t.management.range(day(period.from), day(period.to))} · {t.management.decisionsDetail}</p>
      {rows.state === 'loading' && <Busy />}
      {rows.state === 'failed' && <FailureNotice why={rows.why} retry={again} />}
      {rows.state === 'ready' && (rows.value.length === 0
        ? <Notice icon="empty" title={t.management.noDecisions} detail={t.management.noDecisionsDetail} />
        : <ul className="decision-rows">{rows.value.map(row => <li key={row.id}><Decision row={row} /></li>)}</ul>)}
    </>
  )
}

const ICONS: Record<DecisionRow['kind'], IconName> = { recognised: 'check', repeated: 'repeat', excluded: 'repeat', cited: 'quote' }

function Decision({ row }: { row: DecisionRow }) {
  const t = useTexts()
  const { language } = useSettings()
  const names = useNames()
  const place = usePlaceName()
  const day = useDay()
  const words = t.management
  return (
    <article className={row.revoked ? 'decision-row revoked' : 'decision-row'} data-test="decision" data-kind={row.kind}>
      <span><strong>{row.item ? names.item(row.item) : words.unknownItem}</strong><small className="muted">{day(row.day)}</small></span>
      <span>{[place(row.hospital), row.specialty].filter(Boolean).join(' · ')}<small className="muted">{words.fromHospital(place(row.from))}</small></span>
      <span className={`verdict ${row.kind}`}><Icon name={ICONS[row.kind]} />{words.kinds[row.kind] ?? row.kind}</span>
      <span>
        {row.reason && (language === 'en' ? row.reason.nameEn : row.reason.name)}
        {row.savedFen > 0 && words.saved(yuan(row.savedFen))}
        {row.revoked && <em className="chip-own">{words.revoked}</em>}
      </span>
    </article>
  )
}
