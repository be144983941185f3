import type { Comparison, NumberView, PersonView } from '../api/identity'

export type Verdict = 'same' | 'different' | 'oneSided' | 'neither' | 'hidden'
export type FieldName = 'name' | 'birthDate' | 'sex' | 'phone' | 'number' | 'stateNumber' | 'multipleBirth' | 'hospital'

export interface Row {
  field: FieldName
  values: [string[], string[]]
  verdict: Verdict
}

const distinct = (values: string[]) => [...new Set(values.filter(Boolean))]

/** Same as soon as one value is on both sides: a person has several writings of a name. */
function verdictOf([one, other]: [string[], string[]]): Verdict {
  if (one.length === 0 && other.length === 0) return 'neither'
  if (one.length === 0 || other.length === 0) return 'oneSided'
  return one.some(value => other.includes(value)) ? 'same' : 'different'
}

/** Masked numbers that look alike may still differ: of them only the server knows. */
function masked(verdict: Verdict, known: Verdict | undefined): Verdict {
  return verdict === 'same' || verdict === 'different' ? known ?? 'hidden' : verdict
}

/** What both persons of a pair are compared by, in the order one would ask. */
export function rowsOf(pair: Comparison, words: { sex: (code: string) => string, number: (each: NumberView) => string, yes: string, place: (face: PersonView['identities'][number]) => string }): Row[] {
  const of = (read: (person: PersonView) => string[]): [string[], string[]] =>
    [distinct(read(pair.persons[0])), distinct(read(pair.persons[1]))]
  const row = (field: FieldName, read: (person: PersonView) => string[]): Row => {
    const values = of(read)
    return { field, values, verdict: verdictOf(values) }
  }
  const phone = row('phone', p => p.identities.map(i => i.phone))
  const number = row('stateNumber', p => p.numbers.map(words.number))
  const rows = [
    row('name', p => p.identities.flatMap(i => i.names).map(capitals)),
    row('birthDate', p => p.identities.map(i => i.birthDate ?? '')),
    row('sex', p => p.identities.map(i => words.sex(i.sex))),
    pair.revealed ? phone : { ...phone, verdict: masked(phone.verdict, pair.reasons.includes('SAME_PHONE') ? 'same' : 'different') },
    pair.revealed ? number : { ...number, verdict: masked(number.verdict, undefined) },
    { ...row('multipleBirth', p => p.identities.map(i => (i.multipleBirth ? words.yes : ''))) },
  ]
  const hospital = row('hospital', p => p.identities.map(words.place))
  const local = row('number', p => p.identities.map(i => i.number.value))
  return [
    ...rows.filter(each => each.verdict !== 'neither' || each.field === 'phone'),
    hospital,
    // Each hospital counts for itself: other numbers say nothing.
    { ...local, verdict: 'hidden' },
  ]
}

/** Latin names are kept in small letters. */
export const capitals = (name: string) => name.replace(/(^|[\s'-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
