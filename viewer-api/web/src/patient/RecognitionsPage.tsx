import { fetchRecognitions, type Named, type Recognition } from '../api/bills'
import { useLoaded } from '../api/useLoaded'
import { usePlaceName } from '../app/hospitals'
import { yuan } from '../app/money'
import { useSettings, useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { OwnPage } from './OwnPage'

/** Exams that need not be repeated, and those that were, with the reason. */
export function RecognitionsPage() {
  const t = useTexts()
  const [found, again] = useLoaded(fetchRecognitions, [])
  const rows = found.state === 'ready' ? found.value : []
  const saved = rows.filter(row => row.kind === 'recognise' && !row.revokedAt)
  const sum = saved.reduce((total, row) => total + row.savedFen, 0)
  return (
    <OwnPage title={t.money.recognitions} tab="me" up="/me">
      <p className="muted">{t.money.recognitionsIntro}</p>
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && rows.length === 0 && <Notice icon="check" title={t.money.recognitionsNone} detail={t.money.recognitionsNoneDetail} />}
      {saved.length > 0 && <p className="saved-sum" data-test="saved"><Icon name="check" /><span>{t.money.savedSum(yuan(sum), saved.length)}</span></p>}
      <ul className="papers">{rows.map(row => <li key={row.id}><Row row={row} /></li>)}</ul>
    </OwnPage>
  )
}

function Row({ row }: { row: Recognition }) {
  const t = useTexts()
  const { language } = useSettings()
  const place = usePlaceName(), day = useDay()
  const at = place(row.hospital), from = place(row.from)
  const named = (each: Named | null) => each && (language === 'en' && each.nameEn ? each.nameEn : each.name)
  const reason = named(row.reason)
  const said = { recognise: t.money.recognisedBy, decline: t.money.declinedBy, cite: t.money.citedBy }[row.kind]
  return (
    <article className="paper" data-test="recognition" data-kind={row.kind}>
      <header><strong>{named(row.item) ?? t.notices.anExam}</strong><em className={`state ${row.revokedAt ? 'revoked' : row.kind}`}>{row.revokedAt ? t.money.undone : t.money.kinds[row.kind] ?? row.kind}</em></header>
      {said && <p>{said(at, from)}</p>}
      {reason && <p>{t.money.reason(reason)}</p>}
      {row.kind === 'recognise' && !row.revokedAt && row.savedFen > 0 && <p><b>{t.money.saved(yuan(row.savedFen))}</b></p>}
      <p className="muted">{day(row.at)}</p>
    </article>
  )
}
