import { useState } from 'react'
import { fetchMerges, type MergeRow, PAGE, undoMerge } from '../api/identity'
import { useLoaded } from '../api/useLoaded'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { Decide, Pager, Side } from './parts'

/** Merges, the newest first, each of which can be undone. */
export function HistoryPage() {
  const t = useTexts()
  usePageTitle(t.review.history)
  const [offset, setOffset] = useState(0)
  const [found, again] = useLoaded(signal => fetchMerges(offset, signal), [offset])
  return (
    <>
      <h1>{t.review.history}</h1>
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && (found.value.merges.length === 0
        ? <Notice icon="empty" title={t.review.noMerges} detail={t.review.noMergesDetail} />
        : <>
            <ul className="pairs">{found.value.merges.map(merge => <li key={merge.id}><Merge merge={merge} changed={again} /></li>)}</ul>
            <Pager offset={offset} count={found.value.count} size={PAGE} go={setOffset} />
          </>)}
    </>
  )
}

function Merge({ merge, changed }: { merge: MergeRow, changed: () => void }) {
  const t = useTexts()
  const day = useDay()
  const [undoing, setUndoing] = useState(false)
  return (
    <article className="pair merge" data-test="merge-row">
      <div className="pair-sides">
        <div><small className="muted">{t.review.kept}</small><Side glimpse={merge.kept} /></div>
        <div><small className="muted">{t.review.moved}</small><Side glimpse={merge.moved} /></div>
      </div>
      <p>{day(merge.at)} · {merge.bySystem ? t.review.bySystem : t.review.by(merge.actor ?? t.trail.actors.reviewer!)}</p>
      <p className="quote">{t.review.quote(merge.bySystem ? t.review.systemReason : merge.reason)}</p>
      {merge.undoneAt && (
        <p className="undone" data-test="undone">
          <Icon name="undo" /><span>{t.review.undone(merge.undoneBy ?? t.trail.actors.reviewer!, day(merge.undoneAt))} {t.review.quote(merge.undoReason ?? '')}</span>
        </p>
      )}
      {!merge.undoneAt && !undoing && (
        <button className="button plain" data-test="undo" onClick={() => setUndoing(true)}><Icon name="undo" />{t.review.undo}</button>
      )}
      {!merge.undoneAt && undoing && (
        <Decide suggestions={t.review.suggestionsUndo} conflict={changed} choices={[
          { label: t.review.undo, test: 'undo-now', run: reason => undoMerge(merge.id, reason), done: changed },
        ]} />
      )}
    </article>
  )
}
