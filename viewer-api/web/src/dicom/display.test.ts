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

  it('descriptionThatNamesTheKind_saysItOnce', () => {
    for (const [modality, description] of [
      ['CT', '胸部CT平扫'], ['CT', 'CT THORAX'], ['CT', '头颈CTA'], ['MR', '头颅磁共振平扫'], ['MR', 'MRI brain'], ['MR', 'MRCP'], ['US', '腹部彩超'],
      ['DX', '胸部X线正位'], ['CR', 'DR 胸部正位'], ['DX', 'X-Ray chest'], ['DX', '胸部正位片'], ['MG', '双乳钼靶'], ['XA', '冠状动脉造影'], ['ES', '胃镜检查'],
    ] as const) {
      expect(examWords([modality, 'SR'], '', description, texts.zh)).toBe(description)
      expect(examWords([modality], '', description, texts.en)).toBe(description)
    }
    expect(examWords(['PT', 'CT'], '', 'PET/CT 全身', texts.zh)).toBe('PET/CT 全身')
  })

  it('descriptionThatNamesItInPart_orOnlyLooksLikeIt_doesNotStandAlone', () => {
    expect(examWords(['PT', 'CT'], '', '全身 PET', texts.zh)).toBe('PET 检查 + CT 检查 · 全身 PET')
    expect(examWords(['CT'], '', 'pectoral', texts.en)).toBe('CT · pectoral')
    expect(examWords(['US'], '', 'focus', texts.en)).toBe('Ultrasound · focus')
    expect(examWords(['OT'], '', 'clip', texts.zh)).toBe('影像检查 · clip')
    expect(examWords(['SR'], '', 'CT report', texts.zh)).toBe('影像检查 · CT report')
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
