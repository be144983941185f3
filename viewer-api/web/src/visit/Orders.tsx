import type { Exam, Order } from '../api/visit'
import { yuan } from '../app/money'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { useDay, useMoment } from '../app/times'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { performed, standing } from './timeline'
import { useNames } from './words'
import { Standing } from '../prior/Standing'

/** Only what has not been done yet can be left undone. */
const OPEN = ['draft', 'active', 'on-hold']

/** What has been ordered in this visit, what it will cost, and which priors could stand in for it. */
export function Orders({ orders, exams, closed, chosen, pathOf, changed }: {
  orders: readonly Order[], exams: readonly Exam[]
  /** Whether exams of other hospitals are kept from view: then it is not known whether there are priors. */
  closed: boolean
  chosen: string | undefined, pathOf(exam: Exam, order: Order): string, changed(): void
}) {
  const t = useTexts()
  if (orders.length === 0) return <p className="muted">{t.visit.noOrders}</p>
  return (
    <ul className="orders">
      {orders.map(order => (
        <li key={order.id} className="order" data-test="order" data-order={order.id} aria-current={order.id === chosen || undefined}>
          <OrderHead order={order} />
          {standing(order) && <Standing order={order} changed={changed} />}
          {!standing(order) && !performed(order) && OPEN.includes(order.status) && <Priors order={order} exams={exams} closed={closed} pathOf={exam => pathOf(exam, order)} />}
        </li>
      ))}
    </ul>
  )
}

function OrderHead({ order }: { order: Order }) {
  const t = useTexts()
  const names = useNames()
  const moment = useMoment()
  return (
    <div className="order-head">
      <div>
        <h3>{names.item(order.item)}</h3>
        <small className="muted">{[t.visit.orderStatus[order.status] ?? order.status, moment(order.at)].filter(Boolean).join(' · ')}</small>
      </div>
      {order.charge && (
        <div className={`charge ${order.charge.state}`} data-test="order-charge" data-state={order.charge.state}>
          <strong>{yuan(order.charge.amountFen)}</strong>
          <small>{t.settlement.states[order.charge.state] ?? order.charge.state}</small>
        </div>
      )}
    </div>
  )
}

function Priors({ order, exams, closed, pathOf }: { order: Order, exams: readonly Exam[], closed: boolean, pathOf(exam: Exam): string }) {
  const t = useTexts()
  const names = useNames()
  const place = usePlaceName()
  const day = useDay()
  const priors = order.priors.map(uid => exams.find(exam => exam.study === uid)).filter(exam => exam !== undefined)
  if (priors.length === 0) return <p className="muted">{closed ? t.visit.noPriorsYet : t.visit.noPriors}</p>
  return (
    <div className="order-priors">
      <p><Icon name="info" />{t.visit.priorsOf(priors.length)}</p>
      {priors.map(exam => (
        <Link key={exam.study} className="prior-row" to={pathOf(exam)} data-test="prior" data-study={exam.study}>
          <span>
            <strong>{names.exam(exam)} {exam.marks.map(mark => <em key={mark} className="hr-mark">{mark}</em>)}</strong>
            <small>{[day(exam.date), names.ago(exam.date), place(exam.hospital)].filter(Boolean).join(' · ')}</small>
          </span>
          <span className="go-on">{t.visit.open}<Icon name="next" /></span>
        </Link>
      ))}
    </div>
  )
}
