import { createCipheriv, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readFiles } from './content'
import { openLink } from './openLink'
import type { Shlink } from './shlink'

const KEY = randomBytes(32)
const LINK: Shlink = { url: 'https://film.example.cn/shl/secret', key: new Uint8Array(KEY), exp: undefined, passcode: true, label: '' }

function jwe(content: unknown) {
  const head = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url')
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', KEY, iv)
  cipher.setAAD(Buffer.from(head))
  const body = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()])
  return [head, '', iv.toString('base64url'), body.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.')
}

/** A server that answers what it is told to, and remembers what it was asked. */
function server(answers: Record<string, () => Response>) {
  const asked: { url: string, body: unknown }[] = []
  const ask = (async (input: string | URL | Request, init?: RequestInit) => {
    asked.push({ url: String(input), body: init?.body && JSON.parse(String(init.body)) })
    return answers[String(input)]?.() ?? new Response('', { status: 404 })
  }) as typeof fetch
  return { ask, asked }
}
const json = (body: unknown, status = 200) => () => new Response(JSON.stringify(body), { status })

const PATIENT = { resourceType: 'Patient', name: [{ text: 'Zhang San' }, { use: 'official', family: '张', given: ['三'] }], gender: 'male', birthDate: '1980-01-01' }
const REPORT = {
  resourceType: 'DiagnosticReport', id: 'r', code: { text: '胸部CT' }, conclusion: '小结节', result: [{ reference: 'Observation/o' }],
  performer: [{ display: '缙云县人民医院' }], effectiveDateTime: '2026-11-08T09:00:00+08:00',
}
const FINDINGS = { resourceType: 'Observation', id: 'o', valueString: '右肺上叶见小结节' }
const ACCESS = { access_token: 'opaque', token_type: 'Bearer', expires_in: 600 }

describe('openLink', () => {
  it('rightPasscode_opensEveryFile', async () => {
    const { ask, asked } = server({
      [LINK.url]: json({ files: [
        { contentType: 'application/fhir+json', location: 'https://film.example.cn/shl/secret/1' },
        { contentType: 'application/smart-api-access', embedded: jwe(ACCESS) }] }),
      'https://film.example.cn/shl/secret/1': () => new Response(jwe({ resourceType: 'Bundle', entry: [{ resource: PATIENT }, { resource: REPORT }, { resource: FINDINGS }] })),
    })
    const outcome = await openLink(LINK, '李医生', '804213', ask)
    expect(asked[0]!.body).toMatchObject({ recipient: '李医生', passcode: '804213' })
    expect(asked.every(each => !each.url.includes('#'))).toBe(true)
    if (outcome.is !== 'open') throw new Error(outcome.is)
    const shared = readFiles(outcome.files, 1000)
    expect(shared.patient).toEqual({ name: '张三（Zhang San）', birthDate: '1980-01-01', sex: 'M' })
    expect(shared.access).toEqual({ token: 'opaque', expires: 601_000 })
    expect(shared.reports).toMatchObject([{ title: '胸部CT', hospital: '缙云县人民医院', findings: '右肺上叶见小结节', conclusion: '小结节' }])
  })
  it('wrongPasscode_saysHowManyAreLeft', async () => {
    expect(await openLink(LINK, 'x', '1', server({ [LINK.url]: json({ remainingAttempts: 2 }, 401) }).ask)).toEqual({ is: 'wrong', left: 2 })
    expect(await openLink(LINK, 'x', '1', server({ [LINK.url]: json({ remainingAttempts: 0 }, 401) }).ask)).toEqual({ is: 'over', why: 'locked' })
  })
  it('stoppedOrUsedUpLink_isGone', async () => {
    expect(await openLink(LINK, 'x', '1', server({}).ask)).toEqual({ is: 'over', why: 'gone' })
  })
  it('expiredByItsOwnWord_asksNobody', async () => {
    const { ask, asked } = server({})
    expect(await openLink({ ...LINK, exp: 1 }, 'x', '1', ask)).toEqual({ is: 'over', why: 'expired' })
    expect(asked).toEqual([])
  })
  it('networkGone_orFileOfAnotherKey_orOfAnotherHost_fails', async () => {
    const broken = (async () => { throw new TypeError('offline') }) as unknown as typeof fetch
    expect(await openLink(LINK, 'x', '1', broken)).toEqual({ is: 'failed' })
    const other = { ...LINK, key: new Uint8Array(randomBytes(32)) }
    expect(await openLink(other, 'x', '1', server({ [LINK.url]: json({ files: [{ embedded: jwe({}) }] }) }).ask)).toEqual({ is: 'failed' })
    const { ask, asked } = server({ [LINK.url]: json({ files: [{ location: 'https://elsewhere.example/1' }] }) })
    expect(await openLink(LINK, 'x', '1', ask)).toEqual({ is: 'failed' })
    expect(asked).toHaveLength(1)
  })
  it('tooManyAtOnce_isAskedToComeAgain', async () => {
    expect(await openLink(LINK, 'x', '1', server({ [LINK.url]: () => new Response('', { status: 429 }) }).ask)).toEqual({ is: 'busy' })
  })
})
