import { useState } from 'react'
import { fetchPairs, PAGE, type PairRow } from '../api/identity'
import { useLoaded } from '../api/useLoaded'
import { go } from '../app/router'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { Pager, Reasons, Side } from './parts'

/** Pairs nobody has decided about, the most alike first. */
export function PairsPage() {
  const t = useTexts()
  usePageTitle(t.review.title)
  const [offset, setOffset] = useState(0)
  const [found, again] = useLoaded(signal => fetchPairs(offset, signal), [offset])
  return (
    <>
      <h1>{t.review.title}</h1>
      <p className="muted">{t.review.intro}</p>
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && (found.value.pairs.length === 0
        ? <Notice icon="check" title={t.review.none} detail={t.review.noneDetail} />
        : <>
            <p className="pairs-count" data-test="pairs-count">{t.review.count(found.value.count)}</p>
            <ul className="pairs">{found.value.pairs.map(pair => <li key={pair.id}><Pair pair={pair} /></li>)}</ul>
            <Pager offset={offset} count={found.value.count} size={PAGE} go={setOffset} />
          </>)}
    </>
  )
}

function Pair({ pair }: { pair: PairRow }) {
  const t = useTexts()
  const day = useDay()
  const path = `/review/pairs/${pair.id}`
  return (
    <a className="pair" href={path} data-test="pair" onClick={event => { event.preventDefault(); go(path) }}>
      <span className="pair-sides">
        <Side glimpse={pair.first} />
        <span className="pair-question" aria-hidden="true">?</span>
        <Side glimpse={pair.second} />
      </span>
      <Reasons codes={pair.reasons} />
      <span className="pair-foot">
        <span><strong>{t.review.score(pair.score)}</strong> · {t.review.found(day(pair.foundAt))}</span>
        <span className="pair-go">{t.review.compare}<Icon name="next" /></span>
      </span>
    </a>
  )
}
