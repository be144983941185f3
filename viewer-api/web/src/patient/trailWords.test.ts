import { describe, expect, it } from 'vitest'
import type { TrailRow } from '../api/notices'
import { texts } from '../app/texts'
import { groundOf, linesOf, trailWords } from './trailWords'

const row = (part: Partial<TrailRow>): TrailRow => ({
  seq: 1, at: '2026-11-22T06:05:00Z', actor: { id: 'doctor-wang', name: '王医生', role: 'clinician' },
  hospital: { id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' }, action: 'open-study',
  object: { kind: 'study', label: '胸部CT' }, purpose: 'TREAT', outcome: 'granted', rule: 'rule 3: consent', ...part,
})

describe('the trail in words', () => {
  it('granted_saysWhoDidWhatAndByWhatRight', () => {
    expect(trailWords(row({}), texts.zh, 'zh')).toEqual({
      who: '丽水市中心医院 · 王医生', did: '看了影像“胸部CT”', outcome: undefined, why: '依据：您的同意' })
  })
  it('refused_saysThatNothingWasShown', () => {
    const words = trailWords(row({ outcome: 'refused', rule: 'no rule grants it', object: null }), texts.en, 'en')
    expect(words).toMatchObject({ did: 'tried to look at images', outcome: 'refused; nothing was shown', why: '' })
  })
  it('rules_areGroundsAPersonKnows', () => {
    expect(groundOf("rule 1: the patient's own", 'PATRQT')).toBe('own')
    expect(groundOf('rule 1: a guardian of the ward', 'PATRQT')).toBe('ward')
    expect(groundOf('rule 2: sent', 'HPAYMT')).toBe('payment')
    expect(groundOf('rule 4: break-glass', 'BTG')).toBe('glass')
    expect(groundOf(null, null)).toBeUndefined()
  })
  it('unknownAction_isShownAsItIs', () => expect(trailWords(row({ action: 'new-thing' }), texts.zh, 'zh').did).toBe('操作：new-thing'))
  it('likeLinesOnAfterAnother_areOne', () => {
    const lines = linesOf([row({ seq: 3 }), row({ seq: 2 }), row({ seq: 1, outcome: 'refused' })], texts.zh, 'zh')
    expect(lines.map(line => line.times)).toEqual([2, 1])
  })
})
