import { request } from '../api/http'
import { listInstances } from '../dicom/query'
import { firstPart } from '../viewer/multipart'
import { ZipBuilder } from './zip'

const ACCEPT = 'multipart/related; type="application/dicom"; transfer-syntax=*, application/dicom; transfer-syntax=*'

/** Fetches every original file of a study, as it is stored, and hands the browser one ZIP archive to save. */
export async function downloadStudy(study: string, date: string, progress: (done: number, all: number) => void, signal: AbortSignal) {
  const instances = await listInstances(study, signal)
  const seriesNumbers = new Map<string, number>()
  const zip = new ZipBuilder()
  const parts: Blob[] = []
  progress(0, instances.length)
  for (const [index, { series, instance }] of instances.entries()) {
    const number = seriesNumbers.get(series) ?? seriesNumbers.size + 1
    seriesNumbers.set(series, number)
    const content = await original(`/dicom-web/studies/${study}/series/${series}/instances/${instance}`, signal)
    const name = `DICOM/SER${pad(number, 3)}/IMG${pad(index + 1, 5)}.dcm`
    // Blobs may go to disk; arrays would all stay in memory.
    parts.push(new Blob([zip.add(name, content), content]))
    progress(index + 1, instances.length)
  }
  save(new Blob([...parts, ...zip.finish()], { type: 'application/zip' }), `cloudfilm-${date || 'study'}.zip`)
}

async function original(path: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(path, ACCEPT, signal)
  const body = new Uint8Array(await response.arrayBuffer())
  const type = response.headers.get('Content-Type') ?? ''
  return /^multipart\//i.test(type) ? firstPart(body, type) : body
}

const pad = (value: number, width: number) => String(value).padStart(width, '0')

function save(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
