import { useState } from 'react'
import { type Comparison, decide, fetchComparison } from '../api/identity'
import { useLoaded } from '../api/useLoaded'
import { go, goBack } from '../app/router'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { Icon, type IconName } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { type Row, rowsOf, type Verdict } from './compare'
import { Decide, Reasons } from './parts'

type Outcome = 'merged' | 'separated' | 'decided'

const ICONS: Record<Verdict, IconName | undefined> = {
  same: 'check', different: 'differs', oneSided: undefined, neither: undefined, hidden: undefined,
}

/** Both persons of a pair side by side, and what to do about them. */
export function ComparePage({ id }: { id: string }) {
  const t = useTexts()
  usePageTitle(t.review.compareTitle)
  const [reveal, setReveal] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const [found, again] = useLoaded(signal => fetchComparison(id, reveal, signal), [id, reveal])
  if (outcome) return <Done outcome={outcome} />
  return (
    <>
      <button className="quiet back" onClick={() => goBack('/review')}><Icon name="back" />{t.back}</button>
      <h1>{t.review.compareTitle}</h1>
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && (
        <>
          <p className="compare-score"><strong>{t.review.score(found.value.score)}</strong></p>
          <Reasons codes={found.value.reasons} />
          <Table pair={found.value} />
          {!reveal && (
            <p className="reveal">
              <button className="button plain" data-test="reveal" onClick={() => setReveal(true)}><Icon name="eye" />{t.review.reveal}</button>
              <small className="muted">{t.review.revealHint}</small>
            </p>
          )}
          <p className="muted help"><Icon name="info" />{t.review.mergeHint}</p>
          <Decide suggestions={[...t.review.suggestionsMerge, ...t.review.suggestionsSeparate]} conflict={() => setOutcome('decided')} choices={[
            { label: t.review.merge, test: 'merge', run: reason => decide(id, 'merge', reason), done: () => setOutcome('merged') },
            { label: t.review.separate, test: 'separate', plain: true, run: reason => decide(id, 'separate', reason), done: () => setOutcome('separated') },
          ]} />
        </>
      )}
    </>
  )
}

function Table({ pair }: { pair: Comparison }) {
  const t = useTexts()
  const place = usePlaceName()
  const rows = rowsOf(pair, {
    sex: code => t.sex[code] ?? '',
    number: each => `${t.review.numberKind[each.kind] ?? each.kind} ${each.value}`,
    yes: t.review.yes,
    place: face => place(face.hospital),
  })
  return (
    <table className="compare" data-test="compare">
      <thead>
        <tr><td /><th scope="col">{t.review.first}</th><th scope="col">{t.review.second}</th></tr>
      </thead>
      <tbody>{rows.map(row => <Line key={row.field} row={row} />)}</tbody>
    </table>
  )
}

function Line({ row }: { row: Row }) {
  const t = useTexts()
  const icon = ICONS[row.verdict]
  const said = row.verdict !== 'hidden' && row.field !== 'hospital'
  return (
    <tr className={row.verdict === 'different' && said ? 'differs' : undefined}>
      <th scope="row">
        <span>{t.review.field[row.field]}</span>
        {said && <span className={`verdict ${row.verdict}`}>{icon && <Icon name={icon} />}{t.review[row.verdict]}</span>}
      </th>
      {row.values.map((values, i) => (
        <td key={i} data-side={i === 0 ? t.review.first : t.review.second}>
          {values.length === 0 ? <span className="muted">{t.review.unknown}</span> : values.map(value => <span key={value}>{value}</span>)}
        </td>
      ))}
    </tr>
  )
}

function Done({ outcome }: { outcome: Outcome }) {
  const t = useTexts()
  const detail = { merged: t.review.mergedDetail, separated: t.review.separatedDetail, decided: t.review.decidedDetail }[outcome]
  return (
    <div data-test={`done-${outcome}`}>
      <Notice page icon={outcome === 'decided' ? 'info' : 'check'} title={t.review[outcome]} detail={detail}
        action={{ label: t.review.continue, run: () => go('/review', 'replace') }} />
    </div>
  )
}
