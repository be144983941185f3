// The doctor's and the managers' answers of the stand-in server: one patient whose story moves on as it is told.
const LISHUI = { id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' }
const JINYUN = { id: 'jinyun', name: '缙云县人民医院', nameEn: 'Jinyun County People’s Hospital' }
const CHEST = { code: 'CT-CHEST', name: '胸部 CT 平扫', nameEn: 'CT chest, plain' }
const BRAIN = { code: 'MR-BRAIN', name: '颅脑磁共振平扫', nameEn: 'MRI brain, plain' }
const ago = (days, hours = 0) => new Date(Date.now() - days * 86_400_000 - hours * 3_600_000).toISOString()
const ahead = days => ago(-days)

const state = { access: 'none', askedAt: null, decision: null, settlement: null, reviewed: [] }
const patient = { id: 'p-zhang', name: '张三', sex: 'male', birthDate: '1980-01-01', number: '34052419800101001X', visit: { id: 'v1', since: ago(0, 1), class: 'AMB' } }
const because = text => [{ code: 'X', ...text }]

function exams() {
  const own = [
    { study: '2.25.90003', date: '2025-11-03', item: null, modality: 'DX', description: 'CHEST PA', hospital: LISHUI, own: true, marks: [], report: null, instances: 1,
      recognisable: { yes: false, because: [], until: null } },
    { study: '2.25.90001', date: '2026-03-18', item: CHEST, modality: 'CT', description: null, hospital: LISHUI, own: true, marks: ['浙江HR'], instances: 180,
      recognisable: { yes: false, because: because({ text: '已超过 30 天', textEn: 'more than 30 days ago' }), until: null }, report: { id: 'r1', at: ago(240) } },
  ]
  if (state.access !== 'granted' && state.access !== 'broken-glass') return own
  return [...own,
    { study: '2.25.90004', date: ago(14).slice(0, 10), item: CHEST, modality: 'CT', description: null, hospital: JINYUN, own: false, marks: ['浙江HR'], instances: 180,
      recognisable: { yes: true, because: [...because({ text: '同一检查项目', textEn: 'same exam' }), ...because({ text: '14 天前，30 天内有效', textEn: '14 days ago, valid for 30 days' }),
        ...because({ text: '有浙江HR标识', textEn: 'bears the mark of Zhejiang' })], until: ahead(16).slice(0, 10) }, report: { id: 'r2', at: ago(13) } },
    { study: '2.25.90002', date: '2026-07-02', item: BRAIN, modality: 'MR', description: null, hospital: JINYUN, own: false, marks: [], instances: 48,
      recognisable: { yes: false, because: because({ text: '没有互认标识', textEn: 'no mark of recognition' }), until: null }, report: null },
  ]
}
const order = () => ({
  id: 'o1', item: CHEST, status: 'draft', at: ago(0, 0.4), decision: state.decision, priors: exams().some(each => each.study === '2.25.90004') ? ['2.25.90004'] : [],
  charge: { state: state.decision?.kind === 'recognise' ? 'cancelled' : 'planned', amountFen: 26_000, performed: false },
})
const doneOrder = () => ({ id: 'o2', item: { code: 'DX-CHEST', name: '胸部正位 X 光片', nameEn: 'Chest X-ray, PA' }, status: 'completed', at: ago(0, 0.9), decision: null, priors: [],
  charge: { state: state.settlement?.state === 'paid' ? 'paid' : 'due', amountFen: 8_500, performed: true } })
const report = {
  id: 'r2', at: ago(13), hospital: JINYUN, pdf: null,
  findings: '双侧胸廓对称。右肺上叶尖段见一枚磨玻璃结节，直径约 6 mm，边界清。余肺野清晰，支气管通畅。\n纵隔居中，未见肿大淋巴结。心影大小正常。未见胸腔积液。',
  conclusion: '右肺上叶磨玻璃结节，建议 3 个月后复查。',
}
const reasons = [['01', '病情变化，或检查结果与表现不符', 'the condition changed'], ['02', '结果变化快', 'the result changes fast'], ['03', '对重大医疗措施有重要意义', 'critical to a major step'],
  ['04', '急诊、急救', 'emergency'], ['05', '司法、伤残、病退鉴定', 'appraisal'], ['08', '其他正当需要', 'another justified need'], ['98', '影像打不开', 'images cannot be opened', false]]
  .map(([code, name, nameEn, counted = true]) => ({ code, name, nameEn, counted }))

const counts = (code, name, nameEn, opened, recognised, repeated, excluded = 0) => ({ code, name, nameEn, opened, recognised, repeated, excluded, savedFen: recognised * 26_000 })
const statistics = {
  opened: 68, recognised: 41, repeated: 12, excluded: 2, savedFen: 1_284_600, savedTrips: 41,
  items: [counts('CT-CHEST', '胸部 CT 平扫', 'CT chest, plain', 30, 21, 4), counts('MR-BRAIN', '颅脑磁共振平扫', 'MRI brain, plain', 18, 11, 6), counts('US-ABD', '腹部彩超', 'Abdominal ultrasound', 20, 9, 2, 2)],
  hospitals: [counts('lishui', LISHUI.name, LISHUI.nameEn, 50, 33, 8), counts('jinyun', JINYUN.name, JINYUN.nameEn, 18, 8, 4)],
  specialties: [counts('respiratory', '呼吸内科', 'Respiratory medicine', 40, 30, 4), counts('paediatrics', '儿科', 'Paediatrics', 22, 3, 7), counts('surgery', '外科', 'Surgery', 6, 8, 1)],
}
const decisionRows = [
  { id: 'a', day: ago(1).slice(0, 10), kind: 'recognised', item: CHEST, hospital: LISHUI, from: JINYUN, specialty: '呼吸内科', reason: null, savedFen: 26_000, revoked: false },
  { id: 'b', day: ago(2).slice(0, 10), kind: 'repeated', item: BRAIN, hospital: LISHUI, from: JINYUN, specialty: '神经内科', reason: reasons[0], savedFen: 0, revoked: false },
  { id: 'c', day: ago(3).slice(0, 10), kind: 'recognised', item: CHEST, hospital: JINYUN, from: LISHUI, specialty: '儿科', reason: null, savedFen: 0, revoked: true },
]
const openedRows = [
  { day: ago(1).slice(0, 10), item: CHEST, hospital: LISHUI, from: JINYUN, specialty: '呼吸内科', times: 3 },
  { day: ago(2).slice(0, 10), item: null, hospital: LISHUI, from: JINYUN, specialty: '儿科', times: 1 },
]
const glass = [{ id: 'g1', hospital: LISHUI, clinician: '王医生', at: ago(0, 5), until: ago(0, 1), reason: '急诊昏迷，家属不在场，需排除主动脉夹层', state: 'open', review: null },
  { id: 'g2', hospital: JINYUN, clinician: '陈医生', at: ago(1, 2), until: ago(1), reason: '车祸多发伤，术前需了解既往胸部情况', state: 'open', review: null }]
const entry = (seq, hours, who, role, hospital, action, label, outcome = 'granted', rule = 'rule 2: sent by the requester’s hospital') =>
  ({ seq, at: ago(0, hours), actor: { id: who, name: who, role }, hospital, action, object: label ? { kind: 'study', label } : null, purpose: 'TREAT', outcome, rule })
const trail = [entry(8, 0.1, '王医生', 'clinician', LISHUI, 'open-study', '胸部 CT 2026-11-08', 'granted', 'rule 3: consent'), entry(7, 0.2, '张三', 'patient', null, 'confirm-access', null, 'done', 'rule 1: own'),
  entry(6, 0.4, '王医生', 'clinician', LISHUI, 'open-study', '胸部 CT 2026-11-08', 'refused', null), entry(5, 1, '王医生', 'clinician', LISHUI, 'search-films', null),
  entry(4, 26, '缙云县人民医院', 'hospital', JINYUN, 'store', '胸部 CT 2026-11-08', 'done')]

function settlement() {
  const s = state.settlement
  if (!s) return null
  const seconds = (Date.now() - s.begun) / 1000
  s.state = s.cancelled ? 'cancelled' : seconds < 3 ? 'pre-settled' : seconds < 7 ? 'unknown' : seconds < 40 ? 'awaiting-payment' : 'paid'
  return { id: 's1', state: s.state, totalFen: 8_500, parts: seconds < 3 ? null : { fundFen: 5_100, accountFen: 1_400, familyFen: 0, selfPayFen: 2_000 },
    pay: s.state === 'awaiting-payment' ? { qr: 'https://pay.example/p/3f9d8a71c2', expiresAt: ahead(1 / 288) } : null, receipt: s.state === 'paid' ? 's1' : null, number: s.state === 'paid' ? '331100202611220001' : null }
}

/** The answer to one request as [status, body], or undefined where these pages ask for nothing. */
export function visit(method, url, body) {
  const path = url.pathname, q = url.searchParams
  if (path === '/api/doctor/patients') return [200, '张三zhangsan34052419800101001X'.includes(q.get('name') ?? q.get('number')) ? [patient] : []]
  if (/^\/api\/doctor\/patients\/[^/]+$/.test(path)) {
    if (state.access === 'asked' && Date.now() - state.askedAt > 8_000) state.access = 'granted'
    return [200, { patient, access: { state: state.access, since: state.askedAt && new Date(state.askedAt).toISOString(), until: state.access === 'asked' ? ahead(1) : state.access === 'broken-glass' ? ago(0, -4) : ahead(7) } }]
  }
  if (path.endsWith('/timeline')) return [200, { exams: exams(), orders: [order(), doneOrder()] }]
  if (path.startsWith('/api/doctor/reports/')) return [200, report]
  if (path === '/api/access-requests') {
    Object.assign(state, { access: 'asked', askedAt: Date.now() })
    return [201, {}]
  }
  if (path === '/api/break-glass' && method === 'POST') {
    state.access = 'broken-glass'
    return [201, {}]
  }
  if (path === '/api/repeat-reasons') return [200, reasons]
  if (path.endsWith('/citation')) return [200, '患者 14 天前（2026-11-08）于缙云县人民医院行胸部 CT 平扫（浙江HR），报告：右肺上叶磨玻璃结节，建议 3 个月后复查。']
  if (path === '/api/decisions') {
    state.decision = { id: 'd1', kind: body.kind, reason: body.reason ?? null, by: '王医生', at: ago(0), study: body.study }
    return [201, { id: 'd1' }]
  }
  if (path.startsWith('/api/decisions/')) {
    state.decision = null
    return [204, null]
  }
  if (path.endsWith('/charges')) {
    const charges = [doneOrder(), order()].map((each, i) => ({ id: `c${i}`, name: each.item.name, nameEn: each.item.nameEn, state: each.charge.state, amountFen: each.charge.amountFen, study: null, order: each.id }))
    return [200, { visit: { id: 'v1' }, charges, dueFen: state.settlement?.state === 'paid' ? 0 : 8_500, settlement: settlement() }]
  }
  if (path.endsWith('/settlement')) {
    state.settlement ??= { begun: Date.now() }
    return [200, settlement()]
  }
  if (path.endsWith('/cancel')) {
    state.settlement.cancelled = true
    return [200, settlement()]
  }
  if (path.startsWith('/api/settlements/')) return [200, settlement()]
  if (path === '/api/statistics') return [200, statistics]
  if (path === '/api/statistics/openings') return [200, openedRows]
  if (path === '/api/statistics/decisions') return [200, decisionRows.filter(row => !q.get('kind') || row.kind === q.get('kind'))]
  if (path === '/api/break-glass') return [200, q.get('state') === 'open' ? glass.filter(row => !state.reviewed.includes(row.id))
    : glass.filter(row => state.reviewed.includes(row.id)).map(row => ({ ...row, state: 'justified', review: { by: '管理员', at: ago(0), remark: '抢救需要' } }))]
  if (path.endsWith('/review')) {
    state.reviewed.push(path.split('/')[3])
    return [204, null]
  }
  if (path === '/api/trail/verification') return [200, { intact: true, entries: 12_408, checkedAt: ago(0) }]
  if (path === '/api/trail') return [200, { entries: q.get('before') ? [] : trail }]
  return undefined
}
