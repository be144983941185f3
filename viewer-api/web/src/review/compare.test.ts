import { describe, expect, it } from 'vitest'
import type { Comparison, FaceView } from '../api/identity'
import { capitals, rowsOf } from './compare'

const place = { id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' }
const face = (part: Partial<FaceView>): FaceView => ({
  hospital: place, number: { kind: 'HOSPITAL', value: '****34' }, names: ['王秀英'], birthDate: '1957-06-30', sex: 'F', phone: '',
  multipleBirth: false, seenAt: '2026-11-22T00:00:00Z', ...part,
})
const pair = (one: FaceView[], other: FaceView[], part: Partial<Comparison> = {}): Comparison => ({
  id: 1, score: 75, reasons: [], foundAt: '', revealed: false,
  persons: [{ identities: one, numbers: [] }, { identities: other, numbers: [] }], ...part,
})
const words = { sex: (code: string) => code, number: (n: { value: string }) => n.value, yes: 'yes', place: (f: FaceView) => f.hospital.name }
const verdicts = (each: Comparison) => Object.fromEntries(rowsOf(each, words).map(row => [row.field, row.verdict]))

describe('rowsOf', () => {
  it('oneSharedWriting_isTheSameName', () => {
    expect(verdicts(pair([face({ names: ['王秀英', 'wang xiuying'] })], [face({ names: ['wang xiuying'] })])).name).toBe('same')
    expect(verdicts(pair([face({})], [face({ names: ['王秀珍'] })])).name).toBe('different')
  })
  it('whatOneSideLacks_isNoDifference', () => {
    expect(verdicts(pair([face({})], [face({ birthDate: null })])).birthDate).toBe('oneSided')
  })
  it('maskedPhones_areComparedByTheServerOnly', () => {
    const both = [[face({ phone: '****00' })], [face({ phone: '****00' })]] as const
    expect(verdicts(pair([...both[0]], [...both[1]])).phone).toBe('different')
    expect(verdicts(pair([...both[0]], [...both[1]], { reasons: ['SAME_PHONE'] })).phone).toBe('same')
  })
  it('hospitalNumbers_areNeverCalledDifferent', () => {
    expect(verdicts(pair([face({})], [face({ number: { kind: 'HOSPITAL', value: '****99' } })])).number).toBe('hidden')
  })
})

describe('capitals', () => {
  it('latinNames_areWrittenAsNames', () => {
    expect(capitals('wang xiuying')).toBe('Wang Xiuying')
    expect(capitals('王秀英')).toBe('王秀英')
  })
})
