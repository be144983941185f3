import { type CountRow, type DecisionKindCounted, fetchStatistics, type Period, type Statistics } from '../api/management'
import { useLoaded } from '../api/useLoaded'
import { yuan } from '../app/money'
import { go, useQuery } from '../app/router'
import { useSettings, useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice } from '../parts/Notice'
import { decisionsPath } from './DecisionsPage'
import { barsOf } from './figures'
import { PeriodChoice } from './PeriodChoice'
import { periodIn } from './period'

/** Recognition in figures; each figure leads to what is behind it. */
export function FiguresPage() {
  const t = useTexts()
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
  const tile = (figure: keyof typeof words.figures, value: string, kind: DecisionKindCounted) => (
    <Link className={`tile ${figure}`} to={decisionsPath(period, { kind })} data-test={`figure-${figure}`}>
      <span>{words.figures[figure]}</span>
      <strong>{value}</strong>
      <small>{words.hints[figure]}</small>
      <span className="go-on">{words.behind}<Icon name="next" /></span>
    </Link>
  )
  const empty = of.opened + of.recognised + of.repeated + of.excluded === 0
  return (
    <>
      <div className="tiles">
        {tile('recognised', words.times(of.recognised), 'recognised')}
        {tile('repeated', words.times(of.repeated), 'repeated')}
        {tile('savedFen', yuan(of.savedFen), 'recognised')}
        {tile('savedTrips', words.trips(of.savedTrips), 'recognised')}
        <div className="tile opened" data-test="figure-opened">
          <span>{words.figures.opened}</span><strong>{words.times(of.opened)}</strong><small>{words.hints.opened}</small>
        </div>
        {of.excluded > 0 && tile('excluded', words.times(of.excluded), 'excluded')}
      </div>
      {empty && <p className="muted help"><Icon name="info" />{words.none}。{words.noneDetail}</p>}
      <Bars title={words.byItem} name={words.name.item} rows={of.items} unknown={words.unknownItem} path={(row, kind) => decisionsPath(period, { kind, item: row.code })} />
      <Bars title={words.byHospital} name={words.name.hospital} rows={of.hospitals} unknown="" path={(row, kind) => decisionsPath(period, { kind, hospital: row.code })} />
      <Bars title={words.bySpecialty} name={words.name.specialty} rows={of.specialties} unknown={words.unknownSpecialty}
        path={(row, kind) => decisionsPath(period, { kind, specialty: row.code })} />
    </>
  )
}

/** Figures as a table that reads aloud, with bars for the eye. */
function Bars({ title, name, rows, unknown, path }: {
  title: string, name: string, rows: readonly CountRow[], unknown: string, path(row: CountRow, kind: DecisionKindCounted): string
}) {
  const t = useTexts()
  const { language } = useSettings()
  const words = t.management
  if (rows.length === 0) return null
  const number = (row: CountRow, count: number, kind: DecisionKindCounted, label: string) => (
    <td data-label={label}>{count === 0 ? <span className="muted">0</span> : <Link to={path(row, kind)}>{count}</Link>}</td>
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
              {number(row, row.recognised, 'recognised', words.short.recognised)}
              {number(row, row.repeated, 'repeated', words.short.repeated)}
              <td data-label={words.rate}>{rate === undefined ? <span className="muted">—</span> : words.percent(rate)}</td>
              <td data-label={words.short.opened}>{row.opened}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="legend" aria-hidden="true"><span className="bar-recognised" />{words.short.recognised}<span className="bar-repeated" />{words.short.repeated}</p>
    </section>
  )
}
