// Links that patients share, opened by somebody else's implementation of SMART Health Links.
//   CLOUDFILM_URL=http://localhost:8080 npm run e2e
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { decryptSHLFile, SHLViewer } from 'kill-the-clipboard'
import { ctImage, newUid } from './dicom.mjs'
import { store, URL_UNDER_TEST } from './server.mjs'

const ZHANG = { name: 'Zhang^San=张^三', id: '34052419800101001X', birthDate: '19800101', sex: 'M' }
const TOKEN_SCRIPT = fileURLToPath(new URL('../../../deploy/token', import.meta.url))
const STUDY = newUid()
const PASSCODE = '246810'
const API_ACCESS = 'application/smart-api-access'

let patient

const api = (method, path, body) => fetch(URL_UNDER_TEST + path, {
  method, body: body && JSON.stringify(body),
  headers: { Authorization: `Bearer ${patient}`, 'Content-Type': 'application/json' },
})

async function share(wish) {
  const response = await api('POST', '/api/shares', { studies: [STUDY], label: '胸部 CT', passcode: PASSCODE, days: 7, openings: 3, ...wish })
  assert.equal(response.status, 201, await response.clone().text())
  return response.json()
}

/**
 * Of the three kinds of files that the specification has, the library knows two (its README: "No
 * application/smart-api-access") and takes no manifest with the third. What it can check it is shown without that file;
 * the file itself is decrypted by its decryptSHLFile.
 */
function withoutApiAccess(seen) {
  return async (url, options) => {
    const response = await fetch(url, options)
    if (options?.method !== 'POST' || !response.ok) return response
    const manifest = await response.json()
    seen.push(manifest)
    return Response.json({ ...manifest, files: manifest.files.filter(file => file.contentType !== API_ACCESS) })
  }
}

describe('a share link, resolved by kill-the-clipboard', () => {
  before(async () => {
    patient = execFileSync(TOKEN_SCRIPT, ['patient-zhang', '--url', URL_UNDER_TEST], { encoding: 'utf8' }).trim()
    await store('hospital-lishui', [ctImage({
      study: STUDY, series: `${STUDY}.1`, number: 1, rows: 64, columns: 64, pixels: new Int16Array(64 * 64), window: { centre: 0, width: 256 },
      patient: ZHANG, description: 'shared',
    })])
  })

  it('a film with its token: the library as it is refuses the manifest for the kind of file it does not know', async () => {
    const made = await share({})
    await assert.rejects(
      new SHLViewer({ shlinkURI: made.link }).resolveSHL({ recipient: 'Dr Smith', passcode: PASSCODE }),
      { name: 'SHLManifestError', message: 'Invalid manifest: file[1] has unsupported content type' })
  })

  for (const form of ['link', 'shlink']) {
    it(`${form}: parses, takes the passcode, decrypts the records, and the token that was kept from its manifest`, async () => {
      const made = await share({})
      const manifests = []
      const viewer = new SHLViewer({ shlinkURI: made[form], fetch: withoutApiAccess(manifests) })
      assert.equal(viewer.shl.requiresPasscode, true)
      assert.equal(viewer.shl.label, '胸部 CT')
      assert.equal(viewer.shl.isLongTerm, false)
      assert.ok(Math.abs(viewer.shl.expirationDate - Date.parse(made.expiresAt)) <= 1000)

      const { fhirResources } = await viewer.resolveSHL({ recipient: 'Dr Smith', passcode: PASSCODE })

      const [bundle] = fhirResources
      assert.equal(bundle.resourceType, 'Bundle')
      const kinds = bundle.entry.map(entry => entry.resource.resourceType)
      assert.ok(kinds.includes('ImagingStudy') && kinds.includes('Patient') && kinds.includes('Endpoint'), kinds.join())
      const access = manifests[0].files.find(file => file.contentType === API_ACCESS)
      const { content, contentType } = await decryptSHLFile({ jwe: access.embedded, key: viewer.shl.key })
      assert.equal(contentType, API_ACCESS)
      const token = JSON.parse(content).access_token
      const dicomWeb = bundle.entry.find(entry => entry.resource.resourceType === 'Endpoint').resource.address
      const studies = await (await fetch(`${dicomWeb}/studies`, { headers: { Authorization: `Bearer ${token}` } })).json()
      assert.deepEqual(studies.map(study => study['0020000D'].Value[0]), [STUDY])
    })
  }

  it('records alone: needs nothing of us', async () => {
    const made = await share({ images: false })
    const { fhirResources } = await new SHLViewer({ shlinkURI: made.link }).resolveSHL({
      recipient: 'insurer', passcode: PASSCODE, embeddedLengthMax: 1,
    })
    assert.equal(fhirResources[0].resourceType, 'Bundle')
  })

  it('a wrong passcode, and a link that was revoked, are what the library expects', async () => {
    const made = await share({})
    const viewer = new SHLViewer({ shlinkURI: made.link })
    await assert.rejects(viewer.resolveSHL({ recipient: 'guesser', passcode: 'wrong' }), { name: 'SHLInvalidPasscodeError' })
    assert.equal((await api('DELETE', `/api/shares/${made.id}`)).status, 204)
    await assert.rejects(viewer.resolveSHL({ recipient: 'Dr Smith', passcode: PASSCODE }), { name: 'SHLManifestNotFoundError' })
  })
})
