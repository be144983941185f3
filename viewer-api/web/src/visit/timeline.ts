import type { Because, Exam, Order, Timeline } from '../api/visit'

/** What the address or a click has picked out. */
export interface Chosen {
  prior: Exam | undefined
  order: Order | undefined
}

/**
 * The exam and the order it is weighed against. Without an order in the address it is the one undecided order
 * that has this exam as a prior; where there are several, the doctor has to say which.
 */
export function chosenOf({ exams, orders }: Timeline, priorUid: string | null, orderId: string | null): Chosen {
  const prior = exams.find(exam => exam.study === priorUid)
  if (orderId) return { prior, order: orders.find(order => order.id === orderId) }
  const asking = prior ? orders.filter(order => !performed(order) && order.priors.includes(prior.study)) : []
  const open = asking.filter(order => !standing(order))
  return { prior, order: open.length === 1 ? open[0] : asking.length === 1 ? asking[0] : undefined }
}

/** A decision that stands in the way of another one; citing does not. */
export const standing = (order: Order | undefined) =>
  (order?.decision && order.decision.kind !== 'cite' ? order.decision : undefined)

/** What has been done cannot be left undone: nothing can stand in for it any more. */
export const performed = ({ charge }: Order) => charge?.performed ?? false

/** Grounds that speak for recognising; all others speak against it. */
const SPEAKS_FOR = ['same-item-by-order', 'same-item-by-films', 'own-hospital', 'mark', 'within-validity', 'alliance', 'level']

/** Why it can be recognised; or why it cannot, without what would have spoken for it. */
export function groundsOf({ yes, because }: Exam['recognisable']): readonly Because[] {
  return yes ? because : because.filter(each => !SPEAKS_FOR.includes(each.code))
}

/** What one would put beside a prior: the hospital's own latest exam of the same kind, else the latest of the same kind. */
export function besideOf(exams: readonly Exam[], prior: Exam): Exam | undefined {
  const alike = exams
    .filter(exam => exam.study !== prior.study && exam.modality === prior.modality)
    .sort(laterFirst)
  const same = alike.filter(exam => exam.item !== null && exam.item.code === prior.item?.code)
  return same.find(exam => exam.own) ?? alike.find(exam => exam.own) ?? same[0] ?? alike[0]
}

/** Newest first. */
export const byDate = (exams: readonly Exam[]) => [...exams].sort(laterFirst)

const laterFirst = (a: Exam, b: Exam) => (b.date ?? '').localeCompare(a.date ?? '')

/** The address of a patient's page with what is picked out on it. */
export function patientPath(id: string, prior?: string, order?: string): string {
  const query = new URLSearchParams({ ...(order ? { order } : {}), ...(prior ? { prior } : {}) }).toString()
  return `/doctor/patients/${id}${query ? `?${query}` : ''}`
}

export function comparePath(id: string, left: string, right?: string, order?: string): string {
  return `/doctor/patients/${id}/compare?${new URLSearchParams({ left, ...(right ? { right } : {}), ...(order ? { order } : {}) })}`
}
