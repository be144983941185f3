import { type CountRow, type DecisionKindCounted, fetchStatistics, type OpenedFilter, type Period, type Statistics } from '../api/management'
import { useLoaded } from '../api/useLoaded'
import { yuan } from '../app/money'
import { go, useQuery } from '../app/router'
import { useSettings, useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { decisionsPath, openingsPath } from './behind'
import { barsOf } from './figures'
import { PeriodChoice } from './PeriodChoice'
import { periodIn } from './period'

/** Recognition in figures; each figure leads to what is behind it. */
export function FiguresPage() {
  const t = useTexts()
  usePageTitle(t.management.tabs.figures)
  const day = useDay()
  const period = periodIn(useQuery(), new Date())
  const [statistics, again] = useLoaded(signal => fetchStatistics(period, signal), [period.from, period.to])
  return (
    <>
      <h1>{t.management.tabs.figures}</h1>
      <PeriodChoice period={period} choose={next => go(`/management?${new URLSearchParams({ ...next })}`, 'replace')} />
      <p className="muted">{t.management.range(day(period.from), day(period.to))}</p>
      {statistics.state === 'loading' && <Busy />}
      {statistics.state === 'failed' && <FailureNotice why={statistics.why} retry={again} />}
      {statistics.state === 'ready' && <Figures of={statistics.value} period={period} />}
    </>
  )
}

function Figures({ of, period }: { of: Statistics, period: Period }) {
  const t = useTexts()
  const words = t.management
  const tile = (figure: keyof typeof words.figures, value: string, path: string) => (
    <Link className={`tile ${figure}`} to={path} data-test={`figure-${figure}`}>
      <span>{words.figures[figure]}</span>
      <strong>{value}</strong>
      <small>{words.hints[figure]}</small>
      <span className="go-on">{words.behind}<Icon name="next" /></span>
    </Link>
  )
  const decided = (kind: DecisionKindCounted) => decisionsPath(period, { kind })
  const empty = of.opened + of.recognised + of.repeated + of.excluded === 0
  return (
    <>
      <div className="tiles">
        {tile('recognised', words.times(of.recognised), decided('recognised'))}
        {tile('repeated', words.times(of.repeated), decided('repeated'))}
        {tile('savedFen', yuan(of.savedFen), decided('recognised'))}
        {tile('savedTrips', words.trips(of.savedTrips), decided('recognised'))}
        {tile('opened', words.times(of.opened), openingsPath(period, {}))}
        {of.excluded > 0 && tile('excluded', words.times(of.excluded), decided('excluded'))}
      </div>
      {empty && <p className="muted help"><Icon name="info" />{t.sentences(words.none, words.noneDetail)}</p>}
      <Bars title={words.byItem} name={words.name.item} rows={of.items} unknown={words.unknownItem} period={period} only={row => ({ item: row.code })} />
      <Bars title={words.byHospital} name={words.name.hospital} rows={of.hospitals} unknown="" period={period} only={row => ({ hospital: row.code })} />
      <Bars title={words.bySpecialty} name={words.name.specialty} rows={of.specialties} unknown={words.unknownSpecialty} period={period} only={row => ({ specialty: row.code })} />
    </>
  )
}

/** Figures as a table that reads aloud, with bars for the eye. */
function Bars({ title, name, rows, unknown, period, only }: {
  title: string, name: string, rows: readonly CountRow[], unknown: string, period: Period, only(row: CountRow): OpenedFilter
}) {
  const t = useTexts()
  const { language } = useSettings()
  const words = t.management
  if (rows.length === 0) return null
  const number = (count: number, path: string, label: string) => (
    <td data-label={label}>{count === 0 ? <span className="muted">0</span> : <Link to={path}>{count}</Link>}</td>
  )
  return (
    <section className="bars">
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{name}</th><th scope="col" aria-hidden="true" /><th scope="col">{words.short.recognised}</th>
            <th scope="col">{words.short.repeated}</th><th scope="col">{words.rate}</th><th scope="col">{words.short.opened}</th>
          </tr>
        </thead>
        <tbody>
          {barsOf(rows).map(({ row, recognised, repeated, rate }) => (
            <tr key={row.code} data-test="bar">
              <th scope="row">{(language === 'en' ? row.nameEn : row.name) || unknown}</th>
              <td className="bar-cell" aria-hidden="true">
                <span className="bar"><span className="bar-recognised" style={{ width: `${recognised}%` }} /><span className="bar-repeated" style={{ width: `${repeated}%` }} /></span>
              </td>
              {number(row.recognised, decisionsPath(period, { ...only(row), kind: 'recognised' }), words.short.recognised)}
              {number(row.repeated, decisionsPath(period, { ...only(row), kind: 'repeated' }), words.short.repeated)}
              <td data-label={words.rate}>{rate === undefined ? <span className="muted">—</span> : words.percent(rate)}</td>
              {number(row.opened, openingsPath(period, only(row)), words.short.opened)}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="legend" aria-hidden="true"><span className="bar-recognised" />{words.short.recognised}<span className="bar-repeated" />{words.short.repeated}</p>
    </section>
  )
}
