import type { DecisionFilter, OpenedFilter, Period } from '../api/management'

/** The addresses of what stands behind a figure. */
export const decisionsPath = (period: Period, filter: DecisionFilter) =>
  `/management/decisions?${new URLSearchParams({ ...period, ...filter })}`

export const openingsPath = (period: Period, filter: OpenedFilter) =>
  `/management/openings?${new URLSearchParams({ ...period, ...filter })}`

const FILTERS = ['kind', 'item', 'hospital', 'specialty'] as const

export const filterIn = (query: URLSearchParams): DecisionFilter =>
  Object.fromEntries(FILTERS.flatMap(name => (query.has(name) ? [[name, query.get(name)!]] : [])))
