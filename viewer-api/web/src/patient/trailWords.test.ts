import { describe, expect, it } from 'vitest'
import type { TrailRow } from '../api/notices'
import { texts } from '../app/texts'
import { isAutomatic, isOwnLook, linesOf, trailWords } from './trailWords'

const row = (part: Partial<TrailRow>): TrailRow => ({
  seq: 1, at: '2026-11-22T06:05:00Z', actor: { id: 'doctor-wang', name: '王医生', role: 'clinician' },
  hospital: { id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' }, action: 'open-study',
  object: { kind: 'study', label: '胸部CT' }, purpose: 'TREAT', outcome: 'granted', rule: 'rule 3: visit e1, consent c1', ground: 'consent', ...part,
})

describe('the trail in words', () => {
  it('filmByItsName_saysItsDayAsPeopleDo', () => {
    const film = row({ object: { kind: 'study', label: '胸部CT · 2026-10-20' } })
    expect(trailWords(film, texts.zh, 'zh').did).toContain('“胸部CT · 2026年10月20日”')
    expect(trailWords(film, texts.en, 'en').did).toContain('“胸部CT · 20 October 2026”')
  })

  it('granted_saysWhoDidWhatAndByWhatRight', () => {
    expect(trailWords(row({}), texts.zh, 'zh')).toEqual({
      who: '丽水市中心医院 · 王医生', did: '看了影像“胸部CT”', outcome: undefined, why: '依据：本人同意' })
  })
  it('refused_saysThatNothingWasShown', () => {
    const words = trailWords(row({ outcome: 'refused', rule: 'no rule grants it', ground: 'none', object: null }), texts.en, 'en')
    expect(words).toMatchObject({ did: 'tried to look at images', outcome: 'refused; nothing was shown', why: '' })
  })
  it('recordWithoutAName_isCalledByItsKind', () => {
    const report = row({ action: 'open-record', object: { kind: 'DiagnosticReport', label: null } })
    expect(trailWords(report, texts.zh, 'zh').did).toBe('看了病历（检查报告）')
    expect(trailWords(row({ object: { kind: 'Person', label: null } }), texts.en, 'en').did).toBe('looked at images')
  })
  it('systemWithoutAToken_isItsHospitals', () => {
    expect(trailWords(row({ actor: { id: 'x', name: null, role: null } }), texts.zh, 'zh').who).toBe('丽水市中心医院 系统')
  })
  it('whatSystemsDo_isNoLook', () => {
    expect(isAutomatic(row({ actor: { id: 'x', name: null, role: 'platform' } }))).toBe(true)
    expect(isAutomatic(row({ actor: { id: 'link:1', name: null, role: null } }))).toBe(false)
    expect(isAutomatic(row({ actor: { id: 'x', name: null, role: 'hospital' }, outcome: 'refused' }))).toBe(false)
    expect(isAutomatic(row({}))).toBe(false)
    expect(trailWords(row({ actor: { id: 'link:1', name: null, role: null }, hospital: null }), texts.zh, 'zh').who).toBe('拿到分享链接的人')
  })
  it('ownLooks_areToldFromOwnDecisions', () => {
    expect(isOwnLook(row({ ground: 'own' }))).toBe(true)
    expect(isOwnLook(row({ ground: 'own', action: 'withdraw-consent' }))).toBe(false)
    expect(isOwnLook(row({ ground: 'ward' }))).toBe(false)
  })
  it('unknownAction_isShownAsItIs', () => expect(trailWords(row({ action: 'new-thing' }), texts.zh, 'zh').did).toBe('操作：new-thing'))
  it('likeLinesOnAfterAnother_areOne', () => {
    const lines = linesOf([row({ seq: 3 }), row({ seq: 2 }), row({ seq: 1, outcome: 'refused' })], texts.zh, 'zh')
    expect(lines.map(line => line.times)).toEqual([2, 1])
  })
})
