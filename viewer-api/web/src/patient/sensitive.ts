/**
 * Kinds of sensitive records as a person thinks of them, each with the labels (v3-ActCode) that hospitals mark them
 * with: who allows "mental health" allows whatever a hospital calls it.
 */
export const KINDS = {
  hiv: ['HIV'],
  mind: ['PSY', 'BH', 'MH'],
  substances: ['SUD', 'ETH', 'ETHUD', 'OPIOIDUD'],
  venereal: ['STD'],
  reproduction: ['SEX'],
  violence: ['SDV', 'VIO'],
  genes: ['GDIS', 'SICKLE'],
  restricted: ['RESTRICTED'],
} as const

export type Kind = keyof typeof KINDS

export const ALL_KINDS = Object.keys(KINDS) as Kind[]

export const labelsOf = (kinds: readonly Kind[]): string[] => kinds.flatMap(kind => [...KINDS[kind]])

/** The kinds that any of these labels belongs to; labels that are none of ours say nothing. */
export const kindsOf = (labels: readonly string[]): Kind[] =>
  ALL_KINDS.filter(kind => KINDS[kind].some(label => labels.includes(label)))
