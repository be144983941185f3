// What the stand-in server says to a patient's own pages, and to whoever opens a link: something of every kind.
import { createCipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

const LISHUI = { id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' }
const JINYUN = { id: 'jinyun', name: '缙云县人民医院', nameEn: 'Jinyun County People’s Hospital' }
export const HOSPITALS = [LISHUI, JINYUN]
const ago = minutes => new Date(Date.now() - minutes * 60_000).toISOString()
const CHILD = { id: 'ward-1', name: '张小宝' }

const ITEM = { code: 'CT-CHEST', name: '胸部CT平扫', nameEn: 'chest CT' }

const asked = [
  { id: 7, hospital: LISHUI, clinician: '王医生', askedAt: ago(3), expiresAt: ago(-60 * 24), state: 'asked', message: '想看看您上次胸部 CT 的结节，请放心。' },
  { id: 8, hospital: JINYUN, clinician: '陈医生', askedAt: ago(50), expiresAt: ago(-600), state: 'asked', message: '', person: CHILD },
]
const consents = [
  { id: 'c1', hospital: JINYUN, purpose: 'TREAT', from: ago(60 * 24 * 3), until: ago(-60 * 24 * 4), sensitive: ['PSY', 'BH', 'MH'], state: 'active' },
  { id: 'c2', hospital: LISHUI, purpose: 'TREAT', from: ago(60 * 24 * 30), until: ago(60 * 24 * 23), sensitive: [], state: 'withdrawn' },
  { id: 'c3', hospital: LISHUI, purpose: 'TREAT', from: ago(60 * 24 * 90), until: ago(60 * 24 * 83), sensitive: [], state: 'ended' },
]
const notices = [
  ['ACCESS_ASKED', { request: '7', hospital: 'lishui', clinician: '王医生' }, 3, false],
  ['SHARE_OPENED', { share: 's1', recipient: '李医生，华山医院', label: '给上海的李医生' }, 20, false],
  ['RECOGNISED', { item: 'CT-CHEST', hospital: 'lishui', from: 'jinyun', savedFen: '22000' }, 45, false],
  ['CHARGED', { item: '胸部CT平扫', hospital: 'lishui', amountFen: '21500' }, 60, true],
  ['PAID', { receipt: 'r1', hospital: 'lishui', amountFen: '6450' }, 60 * 5, true],
  ['REPEATED', { item: '胸部CT平扫', hospital: 'lishui', reason: '01' }, 60 * 26, true],
  ['GLASS_BROKEN', { hospital: 'jinyun', clinician: '陈医生', reason: '车祸昏迷，需要了解病史' }, 60 * 27, true],
  ['FILM_ARRIVED', { study: '2.25.90001', hospital: 'jinyun' }, 60 * 24 * 14, true],
  ['CONSENT_GIVEN', { hospital: 'jinyun', until: ago(-60 * 24 * 4) }, 60 * 24 * 15, true],
  ['CONSENT_WITHDRAWN', { hospital: 'lishui' }, 60 * 24 * 16, true],
  ['RECOGNITION_REVOKED', { item: '胸部CT平扫', hospital: 'lishui' }, 60 * 24 * 16, true],
  ['REFUNDED', { receipt: 'r1', hospital: 'lishui', amountFen: '6450' }, 60 * 24 * 17, true],
  ['SHARE_USED_UP', { share: 's2' }, 60 * 24 * 17, true],
].map(([kind, params, minutes, read], i, all) => ({ id: all.length - i, kind, params, at: ago(minutes), read }))

const trail = [
  [{ id: 'doctor-wang', name: '王医生', role: 'clinician' }, LISHUI, 'open-study', '胸部CT', 'TREAT', 'granted', 'consent', 12],
  [{ id: 'doctor-wang', name: '王医生', role: 'clinician' }, LISHUI, 'open-study', '胸部CT', 'TREAT', 'granted', 'consent', 13],
  [{ id: 'patient-zhang', name: '张三', role: 'patient' }, null, 'search-films', null, 'PATRQT', 'granted', 'own', 14],
  [{ id: 'doctor-wang', name: '王医生', role: 'clinician' }, LISHUI, 'open-study', '胸部CT', 'TREAT', 'refused', 'none', 50],
  [{ id: 'hospital-jinyun', name: null, role: 'hospital' }, JINYUN, 'open-record', null, 'TREAT', 'granted', 'own-hospital', 60 * 25],
  [{ id: 'doctor-chen', name: '陈医生', role: 'clinician' }, JINYUN, 'search-records', null, 'BTG', 'granted', 'break-glass', 60 * 27],
].map(([actor, hospital, action, label, purpose, outcome, ground, minutes], i) => ({
  seq: 100 - i, at: ago(minutes), actor, hospital, action, object: { kind: label ? 'Study' : 'DiagnosticReport', id: null, label }, purpose, outcome, rule: null, ground }))

const parts = { fundFen: 12900, accountFen: 2150, familyFen: 0, selfPayFen: 6450 }
const lines = [{ name: '胸部CT平扫', nameEn: 'CT chest without contrast', amountFen: 21500 }]
const bills = [
  { settlement: 'b1', at: ago(5), hospital: LISHUI, state: 'awaiting-payment', totalFen: 21500, parts, lines, receipt: null },
  { settlement: 'b2', at: ago(60 * 24 * 5), hospital: LISHUI, state: 'unknown', totalFen: 21500, parts, lines, receipt: null },
  { settlement: 'b3', at: ago(60 * 24 * 20), hospital: JINYUN, state: 'paid', totalFen: 21500, parts, lines, receipt: 'r1' },
]
const shares = [
  { id: 's1', label: '给上海的李医生', studies: ['2.25.90001'], createdAt: ago(90), expiresAt: ago(-60 * 24 * 7), openingsLeft: 2, state: 'active',
    openings: [{ at: ago(20), recipient: '李医生，华山医院', outcome: 'opened' }, { at: ago(21), recipient: '李医生，华山医院', outcome: 'wrong-passcode' }] },
  { id: 's2', label: '', studies: ['2.25.90002'], createdAt: ago(60 * 24 * 20), expiresAt: ago(60 * 24 * 10), openingsLeft: 0, state: 'used-up', openings: [] },
]
const recognitions = [
  { at: ago(45), kind: 'recognise', item: ITEM, hospital: LISHUI, from: JINYUN, savedFen: 22000, reason: null, revokedAt: null, id: 'd1' },
  { at: ago(60 * 26), kind: 'decline', item: ITEM, hospital: LISHUI, from: JINYUN, savedFen: 0, reason: { code: '01', name: '病情有变化', nameEn: 'the condition changed' }, revokedAt: null, id: 'd2' },
]

const key = randomBytes(32)
function jwe(content, cty) {
  const head = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', zip: 'DEF', cty })).toString('base64url')
  const iv = randomBytes(12), cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(head))
  const body = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(content))), cipher.final()])
  return [head, '', iv.toString('base64url'), body.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.')
}
const records = {
  resourceType: 'Bundle', type: 'collection', entry: [
    { resource: { resourceType: 'Patient', name: [{ use: 'official', text: '张三' }, { text: 'Zhang San' }], gender: 'male', birthDate: '1980-01-01' } },
    { resource: { resourceType: 'DiagnosticReport', id: 'r', code: { text: '胸部CT平扫' }, effectiveDateTime: ago(60 * 24 * 14), performer: [{ display: '缙云县人民医院' }],
      conclusion: '右肺上叶小结节，建议随访。',
      presentedForm: [{ contentType: 'text/plain', data: Buffer.from('双肺纹理清晰，右肺上叶见一枚直径约 6 mm 小结节，边界清。\n纵隔未见肿大淋巴结。').toString('base64') }] } },
  ],
}
const madeLink = origin => `${origin}/s#shlink:/${Buffer.from(JSON.stringify({
  url: `${origin}/shl/one`, flag: 'P', key: key.toString('base64url'), exp: Math.floor(Date.now() / 1000) + 7 * 86_400, label: '给上海的李医生', v: 1 })).toString('base64url')}`
let attempts = 5

/** Undefined where this is none of ours, else a status and what is said. */
export function own(method, path, body, origin) {
  const is = (wanted, pattern) => method === wanted && pattern.test(path)
  if (is('POST', /^\/shl\/one$/)) {
    if (body.passcode !== '804213') return [401, { remainingAttempts: --attempts }]
    return [200, { files: [
      { contentType: 'application/fhir+json', embedded: jwe(records, 'application/fhir+json') },
      { contentType: 'application/smart-api-access', embedded: jwe({ access_token: 'patient-zhang', token_type: 'Bearer', expires_in: 3600, aud: `${origin}/fhir` }, 'application/smart-api-access') }] }]
  }
  if (is('GET', /^\/api\/access-requests$/)) return [200, asked]
  if (is('POST', /\/confirm$/)) return [200, { consent: 'c9' }]
  if (is('POST', /\/decline$|notices\/read$/)) return [204]
  if (is('GET', /^\/api\/consents$/)) return [200, consents]
  if (is('POST', /^\/api\/consents$/)) return [201, {}]
  if (is('DELETE', /./)) return [204]
  if (is('GET', /^\/api\/notices$/)) return [200, { unread: 3, notices }]
  if (is('GET', /^\/api\/trail$/)) return [200, { entries: trail }]
  if (is('GET', /^\/api\/wards$/)) return [200, [{ ...CHILD, birthDate: '2019-05-01' }]]
  if (is('GET', /^\/api\/bills$/)) return [200, bills]
  if (is('GET', /^\/api\/bills\/b1\/pay$/)) return [200, { qr: `${origin}/sandbox/pay/abc` }]
  if (is('GET', /^\/api\/receipts\/r1$/)) return [200, { id: 'r1', number: '20261122000017', at: ago(60 * 5), hospital: LISHUI, state: 'paid', totalFen: 21500, lines, parts, paidBy: 'sandbox' }]
  if (is('GET', /^\/api\/my\/recognitions$/)) return [200, recognitions]
  if (is('GET', /^\/api\/exam-items$/)) return [200, [ITEM]]
  if (is('GET', /^\/api\/shares$/)) return [200, shares]
  if (is('POST', /^\/api\/shares$/)) return [201, { id: 's3', link: madeLink(origin), expiresAt: ago(-60 * 24 * 7), openingsLeft: 3 }]
  return undefined
}
