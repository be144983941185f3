import { describe, expect, it } from 'vitest'
import { texts } from '../app/texts'
import { ageAt, examWords, isSynthetic, maskedId, modalityWords, plainDate, shortDate, shortTime } from './display'

describe('masked identifiers', () => {
  it('residentId_firstFourAndLastTwo', () => {
    expect(maskedId('34052419800101001X')).toBe('3405************1X')
  })

  it('shortIds_alwaysHideSomething', () => {
    expect(maskedId('A1234567')).toBe('A1*****7')
    expect(maskedId('12')).toBe('*2')
    expect(maskedId('7')).toBe('*')
    expect(maskedId('')).toBe('')
  })
})

describe('dates', () => {
  it('dicomDate_asPeopleWriteIt', () => {
    expect(shortDate('20260918')).toBe('2026-09-18')
    expect(shortDate('2026.09.18')).toBe('2026-09-18')
    expect(plainDate('20260918', 'zh')).toBe('2026年9月18日')
    expect(plainDate('20260918', 'en')).toBe('18 September 2026')
    expect(shortTime('093015.25')).toBe('09:30')
  })

  it('missingOrBroken_isEmpty', () => {
    expect(shortDate('')).toBe('')
    expect(plainDate('unknown', 'zh')).toBe('')
    expect(shortTime('')).toBe('')
  })

  it('age_dayBeforeAndOnTheBirthday', () => {
    expect(ageAt('19800102', '20260101')).toBe(45)
    expect(ageAt('19800101', '20260101')).toBe(46)
    expect(ageAt('', '20260101')).toBeUndefined()
    expect(ageAt('20270101', '20260101')).toBeUndefined()
  })
})

describe('exams in plain words', () => {
  it('codedBodyPart_isTranslated', () => {
    expect(examWords(['CT'], 'CHEST', 'CT THORAX', texts.zh)).toBe('CT 检查 · 胸部')
    expect(examWords(['MR'], 'BRAIN', '', texts.en)).toBe('MRI · brain')
  })

  it('unknownBodyPart_theHospitalsWordsAreUsed', () => {
    expect(examWords(['CT'], '', '胸部平扫', texts.zh)).toBe('CT 检查 · 胸部平扫')
    expect(examWords(['CT'], 'T.SPINE', '', texts.zh)).toBe('CT 检查 · 胸椎')
  })

  it('reportsAndKeyImages_areNotExams', () => {
    expect(modalityWords(['SR', 'CT', 'PR'], texts.zh)).toBe('CT 检查')
    expect(modalityWords(['SR'], texts.zh)).toBe('影像检查')
    expect(modalityWords(['DX', 'CR'], texts.zh)).toBe('X 光片')
  })

  it('bothLanguages_knowTheSameCodes', () => {
    expect(Object.keys(texts.en.modality).sort()).toEqual(Object.keys(texts.zh.modality).sort())
    expect(Object.keys(texts.en.bodyPart).sort()).toEqual(Object.keys(texts.zh.bodyPart).sort())
  })

  it('syntheticImages_areRecognised', () => {
    expect(isSynthetic('Cloudfilm synthetic')).toBe(true)
    expect(isSynthetic('SIEMENS')).toBe(false)
  })
})
