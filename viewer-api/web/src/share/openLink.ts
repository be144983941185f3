import { decryptJwe, type OpenedFile } from './jwe'
import type { Shlink } from './shlink'

/**
 * Why a link does not open. Of one that was stopped or is used up the server says no more than of one that never was:
 * `gone`.
 */
export type Over = 'locked' | 'expired' | 'gone'

export type Outcome =
  | { is: 'open', files: OpenedFile[] }
  | { is: 'wrong', left: number | undefined }
  | { is: 'over', why: Over }
  | { is: 'busy' }
  | { is: 'failed' }

interface ManifestFile { contentType?: string, embedded?: string, location?: string }

/** Small files come along with the manifest; larger ones are fetched, each once. */
const EMBEDDED_AT_MOST = 4_000_000
const BUSY = new Set([429, 503])
const ENDED = new Set([403, 404, 410])

/**
 * Asks for the manifest as `recipient` with `passcode` ("SMART Health Link Manifest Request") and decrypts what it
 * names. Neither the key nor the fragment it came in ever goes along.
 */
export async function openLink(link: Shlink, recipient: string, passcode: string, ask: typeof fetch = (...args) => fetch(...args)): Promise<Outcome> {
  if (link.exp !== undefined && link.exp * 1000 < Date.now()) return { is: 'over', why: 'expired' }
  try {
    const response = await ask(link.url, {
      method: 'POST', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ recipient, ...(link.passcode ? { passcode } : {}), embeddedLengthMax: EMBEDDED_AT_MOST }),
    })
    if (!response.ok) return await refusal(response)
    const manifest = await response.json() as { files?: ManifestFile[] }
    const files: OpenedFile[] = []
    for (const file of manifest.files ?? []) files.push(await opened(file, link, ask))
    return { is: 'open', files }
  } catch {
    return { is: 'failed' }
  }
}

async function opened(file: ManifestFile, link: Shlink, ask: typeof fetch): Promise<OpenedFile> {
  let jwe = file.embedded
  if (jwe === undefined) {
    const location = new URL(file.location ?? '', link.url)
    if (location.origin !== new URL(link.url).origin) throw new TypeError('a file of another system')
    const response = await ask(location, { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', headers: { Accept: 'application/jose' } })
    if (!response.ok) throw new TypeError(`a file was answered with ${response.status}`)
    jwe = await response.text()
  }
  const { contentType, text } = await decryptJwe(jwe, link.key)
  return { contentType: file.contentType ?? contentType, text }
}

async function refusal(response: Response): Promise<Outcome> {
  if (response.status === 401) {
    const said = await response.json().catch(() => ({})) as { remainingAttempts?: unknown }
    const left = typeof said.remainingAttempts === 'number' ? said.remainingAttempts : undefined
    return left === 0 ? { is: 'over', why: 'locked' } : { is: 'wrong', left }
  }
  if (ENDED.has(response.status)) return { is: 'over', why: 'gone' }
  return BUSY.has(response.status) ? { is: 'busy' } : { is: 'failed' }
}
