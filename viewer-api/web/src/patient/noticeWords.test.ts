import { describe, expect, it } from 'vitest'
import { texts } from '../app/texts'
import { noticeWords, type Reader } from './noticeWords'

const hospitals = [
  { id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' },
  { id: 'jinyun', name: '缙云县人民医院', nameEn: 'Jinyun County People’s Hospital' },
]
const items = [{ code: 'CT-CHEST', name: '胸部CT平扫', nameEn: 'chest CT' }]
const zh: Reader = { language: 'zh', texts: texts.zh, hospitals, items }
const en: Reader = { language: 'en', texts: texts.en, hospitals, items }
const said = (kind: string, params: Record<string, string>, reader = zh) => noticeWords({ kind, params }, reader)

const KINDS = ['ACCESS_ASKED', 'CONSENT_GIVEN', 'CONSENT_WITHDRAWN', 'GLASS_BROKEN', 'FILM_ARRIVED', 'RECOGNISED', 'RECOGNITION_REVOKED',
  'REPEATED', 'CHARGED', 'PAID', 'REFUNDED', 'SHARE_OPENED', 'SHARE_USED_UP']

describe('noticeWords', () => {
  it('aDoctorAsks_saysWhoAndLeadsToTheDecision', () => {
    const words = said('ACCESS_ASKED', { request: '7', hospital: 'lishui', clinician: '王医生' })
    expect(words.text).toBe('丽水市中心医院 的 王医生 请求查看您在其他医院的片子和病历。')
    expect(words.go?.path).toBe('/me/requests/7')
  })
  it('recognised_saysWhatNeedNotBeDoneAgainAndWhatItSaves', () => {
    const params = { item: 'CT-CHEST', hospital: 'lishui', from: 'jinyun', savedFen: '22000' }
    expect(said('RECOGNISED', params).title).toBe('不用再做一次胸部CT平扫')
    expect(said('RECOGNISED', params).text).toContain('省下 ¥220.00')
    expect(said('RECOGNISED', params, en).text)
      .toBe('A doctor of Lishui Central Hospital accepted your chest CT from Jinyun County People’s Hospital. It need not be done again; that saves ¥220.00.')
  })
  it('codeNobodyKnows_isJustAnExam', () => {
    expect(said('RECOGNISED', { item: 'XX-1' }).title).toBe('不用再做一次检查')
  })
  it('repeated_saysTheReasonInWords', () => {
    expect(said('REPEATED', { item: '胸部CT平扫', hospital: 'lishui', reason: '01' }).text).toContain('原因：病情有变化。')
    expect(said('REPEATED', { item: '胸部CT平扫', hospital: 'lishui', reason: '造影剂不同' }).text).toContain('原因：造影剂不同。')
  })
  it('glassBroken_tellsWhoAndWhyAndThatItIsReviewed', () => {
    const words = said('GLASS_BROKEN', { hospital: 'jinyun', clinician: '陈医生', reason: '昏迷' })
    expect(words.text).toBe('缙云县人民医院 的 陈医生 因情况紧急，未经您同意查看了您的资料。理由：昏迷。管理部门会逐件复核。')
    expect(words.go?.path).toBe('/me/trail')
  })
  it('paid_leadsToTheReceipt', () => {
    expect(said('PAID', { receipt: 'r1', hospital: 'lishui', amountFen: '6450' })).toMatchObject({
      text: '已向丽水市中心医院付款 ¥64.50。', go: { path: '/me/receipts/r1' } })
  })
  it('missingParameters_leaveWholeSentences', () => {
    for (const kind of KINDS) {
      for (const reader of [zh, en]) {
        const { title, text } = said(kind, {}, reader)
        expect(`${title}${text}`).not.toMatch(/undefined|NaN|““|““|¥$/)
        expect(text.length).toBeGreaterThan(5)
      }
    }
  })
  it('kindOfTimesToCome_isStillShown', () => expect(said('SOMETHING_NEW', {}).title).toBe('通知'))
  it('noticeAboutAChild_saysSo', () => {
    const words = noticeWords({ kind: 'FILM_ARRIVED', params: { hospital: 'lishui' }, person: { id: 'w', name: '张小宝' } }, zh)
    expect(words.text).toMatch(/^【张小宝】/)
  })
})
