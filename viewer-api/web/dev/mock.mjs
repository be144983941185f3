// A stand-in for the server while working on the pages: built pages, a sign-in without a password,
// and DICOMweb answers for drawn phantoms. Nothing here is part of the product.
//   node dev/mock.mjs [port]
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync, crc32 } from 'node:zlib'
import { visit } from './mock-visit.mjs'
import { HOSPITALS, own } from './own.mjs'

const port = Number(process.argv[2] ?? 8090)
const pages = join(fileURLToPath(new URL('.', import.meta.url)), '../../target/classes/static')
const origin = `http://127.0.0.1:${port}`
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const ACTORS = {
  'doctor-wang': { role: 'clinician', name: '王医生', hospital: { id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' } },
  'doctor-chen': { role: 'clinician', name: '陈医生', hospital: { id: 'jinyun', name: '缙云县人民医院', nameEn: 'Jinyun County People’s Hospital' } },
  'patient-zhang': { role: 'patient', name: '张三', hospital: null },
  admin: { role: 'admin', name: '管理员', hospital: null },
}

const SIZE = 256
const study = (n, modality, part, date, hospital, series) => ({
  uid: `2.25.9000${n}`, modality, part, date, hospital, series: series.map(([description, count], i) => ({
    uid: `2.25.9000${n}.${i + 1}`, number: i + 1, description, count })) })
const STUDIES = [
  study(1, 'CT', 'CHEST', '20260918', 'lishui', [['Axial 5.0', 60], ['Axial 1.0 Lung', 120]]),
  study(2, 'MR', 'BRAIN', '20260702', 'jinyun', [['T1 axial', 24], ['T2 axial', 24]]),
  study(3, 'DX', 'CHEST', '20251103', 'lishui', [['PA', 1]]),
  study(4, 'CT', 'CHEST', '20261108', 'jinyun', [['Axial 1.0 Lung', 120], ['Axial 5.0', 60]]),
]
const PLACE = { lishui: '丽水市中心医院', jinyun: '缙云县人民医院' }

const attribute = (vr, ...Value) => ({ vr, Value })
const patient = {
  '00100010': attribute('PN', { Alphabetic: 'Zhang^San', Ideographic: '张^三' }),
  '00100020': attribute('LO', '34052419800101001X'),
  '00100030': attribute('DA', '19800101'), '00100040': attribute('CS', 'M'),
}
const studyJson = s => ({
  ...patient, '00080020': attribute('DA', s.date), '00080030': attribute('TM', '093000'), '00080061': attribute('CS', s.modality),
  '00081030': attribute('LO', `${s.modality} ${s.part}`), '00180015': attribute('CS', s.part), '0020000D': attribute('UI', s.uid),
  '00080080': attribute('LO', PLACE[s.hospital]), '00080070': attribute('LO', 'Cloudfilm synthetic'),
  '00201206': attribute('IS', s.series.length), '00201208': attribute('IS', s.series.reduce((n, x) => n + x.count, 0)),
})
const seriesJson = (s, x) => ({
  '00080060': attribute('CS', s.modality), '0008103E': attribute('LO', x.description), '0020000E': attribute('UI', x.uid),
  '00200011': attribute('IS', x.number), '00201209': attribute('IS', x.count), '00080070': attribute('LO', 'Cloudfilm synthetic'),
})
const instanceJson = (s, x, n) => ({
  ...studyJson(s), ...seriesJson(s, x), '00080018': attribute('UI', `${x.uid}.${n}`), '00200013': attribute('IS', n),
  '00280002': attribute('US', 1), '00280004': attribute('CS', 'MONOCHROME2'), '00280010': attribute('US', SIZE), '00280011': attribute('US', SIZE),
  '00280100': attribute('US', 16), '00280101': attribute('US', 16), '00280102': attribute('US', 15), '00280103': attribute('US', 1),
  '00281050': attribute('DS', 40), '00281051': attribute('DS', 400), '00281052': attribute('DS', 0), '00281053': attribute('DS', 1),
  '00200052': attribute('UI', s.uid), '00280030': attribute('DS', 1.4, 1.4), '00200037': attribute('DS', 1, 0, 0, 0, 1, 0),
  '00200032': attribute('DS', -180, -180, 300 * n / x.count),
})

/** A chest in Hounsfield units: fat, muscle, two lungs, spine, and a mark that moves with the slice. */
function pixels(n, count) {
  const out = new Int16Array(SIZE * SIZE)
  const z = n / count
  const inside = (x, y, cx, cy, rx, ry) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1
  for (let y = 0; y < SIZE; y++) for (let x = 0; x < SIZE; x++) {
    const lung = 0.55 + 0.45 * Math.sin(Math.PI * z)
    let hu = -1000
    if (inside(x, y, 128, 132, 112, 84)) hu = -90
    if (inside(x, y, 128, 132, 103, 75)) hu = 45
    if (inside(x, y, 80, 126, 38 * lung, 56 * lung) || inside(x, y, 176, 126, 38 * lung, 56 * lung)) hu = -820 + 60 * Math.sin(x / 4) * Math.sin(y / 5 + n)
    if (inside(x, y, 132, 118, 22, 28)) hu = 60
    if (inside(x, y, 128, 186, 15, 13)) hu = 700
    if (inside(x, y, 60 + 8 * Math.cos(n / 3), 128 + 30 * Math.sin(n / 3), 5, 5)) hu = 90
    out[y * SIZE + x] = hu
  }
  return out
}

function png(hu) {
  const rows = Buffer.alloc(SIZE * (SIZE + 1))
  for (let y = 0; y < SIZE; y++) for (let x = 0; x < SIZE; x++) {
    rows[y * (SIZE + 1) + 1 + x] = Math.max(0, Math.min(255, ((hu[y * SIZE + x] + 160) / 400) * 255))
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body), body.length + 4)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(SIZE)
  head.writeUInt32BE(SIZE, 4)
  head[8] = 8
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function dicomweb(url, actor) {
  const readable = STUDIES.filter(s => url.pathname !== '/dicom-web/studies' || url.searchParams.has('StudyInstanceUID') || actor.role === 'patient' || actor.hospital.id === s.hospital)
  const [uid, , seriesUid, , instance, frames] = url.pathname.split('/').slice(3)
  const last = url.pathname.split('/').pop()
  if (!uid) {
    const q = url.searchParams, name = (q.get('PatientName') ?? '').replaceAll('*', '').toLowerCase()
    return readable.filter(s => ('张三zhangsan'.includes(name)) && (!q.get('ModalitiesInStudy') || q.get('ModalitiesInStudy') === s.modality)
      && (!q.get('StudyInstanceUID') || q.get('StudyInstanceUID') === s.uid)).map(studyJson)
  }
  const s = readable.find(each => each.uid === uid)
  if (!s) return undefined
  const x = s.series.find(each => each.uid === seriesUid) ?? s.series[0]
  if (last === 'thumbnail') return png(pixels(Math.ceil(x.count / 2), x.count))
  if (last === 'series') return s.series.map(each => seriesJson(s, each))
  if (last === 'metadata') return Array.from({ length: x.count }, (_, i) => instanceJson(s, x, i + 1))
  if (last === 'instances') return s.series.flatMap(each => Array.from({ length: each.count }, (_, i) => instanceJson(s, each, i + 1)))
  if (!frames) return Buffer.from('an original file')
  const hu = pixels(Number(instance.split('.').pop()), x.count)
  return last === 'rendered' ? png(hu) : Buffer.from(hu.buffer)
}

createServer(async (request, response) => {
  const url = new URL(request.url, origin)
  const send = (status, type, body, headers = {}) => response.writeHead(status, { 'Content-Type': type, ...headers }).end(body)
  const json = (body, type = 'application/json') => send(200, type, JSON.stringify(body))
  if (url.pathname === '/api/config') return json({ issuer: origin, clientId: 'cloudfilm-web', demo: true, hospitals: HOSPITALS })
  if (url.pathname === '/.well-known/openid-configuration') {
    return json({ authorization_endpoint: `${origin}/oauth2/authorize`, token_endpoint: `${origin}/oauth2/token` })
  }
  if (url.pathname === '/oauth2/authorize') {
    const back = user => `${url.searchParams.get('redirect_uri')}?code=${user}&state=${url.searchParams.get('state')}`
    return send(200, 'text/html; charset=utf-8', `<meta name=viewport content="width=device-width">${Object.keys(ACTORS)
      .map(user => `<form action="${back(user)}"><button class="actor" name="code" value="${user}">${user}</button><input type=hidden name=state value="${url.searchParams.get('state')}"></form>`).join('')}`)
  }
  let body = ''
  for await (const part of request) body += part
  if (url.pathname === '/oauth2/token') {
    return json({ access_token: new URLSearchParams(body).get('code'), expires_in: 3600 })
  }
  const actor = ACTORS[(request.headers.authorization ?? '').slice('Bearer '.length)]
  if (url.pathname.startsWith('/shl/')) {
    const [status, said] = own(request.method, url.pathname, JSON.parse(body), origin) ?? [404, {}]
    return send(status, 'application/json', JSON.stringify(said))
  }
  if (/^\/(api|dicom-web)/.test(url.pathname) && !actor) return send(401, 'text/plain', '')
  if (url.pathname === '/api/me') return json(actor)
  const answer = url.pathname.startsWith('/api/') && actor.role === 'patient' && own(request.method, url.pathname, body && JSON.parse(body), origin)
  if (answer) return send(answer[0], 'application/json', answer[1] === undefined ? '' : JSON.stringify(answer[1]))
  if (url.pathname.startsWith('/dicom-web')) {
    const answer = dicomweb(url, actor)
    if (!answer) return send(404, 'text/plain', '')
    if (Array.isArray(answer)) return json(answer, 'application/dicom+json')
    return send(200, /rendered|thumbnail/.test(url.pathname) ? 'image/png' : 'application/octet-stream', answer)
  }
  const told = url.pathname.startsWith('/api/') && visit(request.method, url, body ? JSON.parse(body) : undefined)
  if (told) {
    const [status, answer] = told
    const text = typeof answer === 'string'
    return send(status, text ? 'text/plain; charset=utf-8' : 'application/json', text ? answer : answer === null ? '' : JSON.stringify(answer))
  }
  const file = /^\/(assets\/|favicon)/.test(url.pathname) ? url.pathname : '/index.html'
  readFile(join(pages, file)).then(body => send(200, TYPES[extname(file)] ?? 'text/plain', body), () => send(404, 'text/plain', ''))
}).listen(port, '127.0.0.1', () => console.log(origin))
