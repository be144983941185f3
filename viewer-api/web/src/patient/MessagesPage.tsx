import { useEffect } from 'react'
import { fetchExamItems } from '../api/bills'
import { fetchNotices, type NoticeRow, NOTICES_PAGE, readNotices } from '../api/notices'
import { useLoaded } from '../api/useLoaded'
import { byDay, clock, dayHeading } from '../app/days'
import { useHospitals } from '../app/hospitals'
import { useSettings, useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { More } from '../parts/More'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { useOlder } from '../parts/useOlder'
import { inbox } from './inbox'
import { noticeWords, type Reader } from './noticeWords'
import { OwnPage } from './OwnPage'

/** What the patient is told, newest first. Having been shown, it counts as read; the mark stays until one comes back. */
export function MessagesPage() {
  const t = useTexts()
  const { language } = useSettings()
  const hospitals = useHospitals()
  const list = useOlder<NoticeRow>(async (older, signal) => (await fetchNotices(older, NOTICES_PAGE, signal)).notices, row => row.id, NOTICES_PAGE)
  const newest = list.state === 'ready' ? list.rows.find(row => !row.read)?.id : undefined
  useEffect(() => {
    if (newest === undefined) return
    readNotices(newest).then(inbox.refresh, () => {
      // They stay unread and are marked again next time.
    })
  }, [newest])
  const [items] = useLoaded(fetchExamItems, [])
  const reader = { language, texts: t, hospitals, items: items.state === 'ready' ? items.value : [] }
  return (
    <OwnPage title={t.notices.title} tab="messages">
      {list.state === 'loading' && <Busy />}
      {list.state === 'failed' && <FailureNotice why={list.why} retry={list.again} />}
      {list.state === 'ready' && list.rows.length === 0 && <Notice icon="message" title={t.notices.none} detail={t.notices.noneDetail} />}
      {list.state === 'ready' && byDay(list.rows).map(day => (
        <section key={day.key} className="day">
          <h2>{dayHeading(day.key, language, t.own)}</h2>
          <ul className="messages">{day.rows.map(row => <li key={row.id}><Message row={row} reader={reader} /></li>)}</ul>
        </section>
      ))}
      <More list={list} label={t.own.older} />
    </OwnPage>
  )
}

function Message({ row, reader }: { row: NoticeRow, reader: Reader }) {
  const t = useTexts()
  const { icon, title, text, go } = noticeWords(row, reader)
  const inside = (
    <>
      <span className="message-icon"><Icon name={icon} /></span>
      <span className="message-text">
        <span className="message-head"><strong>{title}</strong>{!row.read && <em className="new">{t.notices.isNew}</em>}<time dateTime={row.at}>{clock(row.at)}</time></span>
        <span>{text}</span>
        {go && <span className="message-go">{go.label}<Icon name="next" /></span>}
      </span>
    </>
  )
  const kind = { className: row.read ? 'message' : 'message unread', 'data-test': 'message', 'data-kind': row.kind }
  return go ? <Link {...kind} to={go.path}>{inside}</Link> : <div {...kind}>{inside}</div>
}
