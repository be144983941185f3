import { fromBase64Url } from './shlink'
import type { OpenedFile } from './jwe'

/** What is written about the films of a link. */
export interface SharedReport {
  id: string
  title: string
  date: string
  hospital: string
  findings: string
  conclusion: string
  /** A file the hospital made of it. */
  pdf: Uint8Array<ArrayBuffer> | undefined
}

export interface SharedPatient { name: string, birthDate: string, sex: '' | 'M' | 'F' | 'O' }

export interface Shared {
  patient: SharedPatient | undefined
  reports: SharedReport[]
  access: { token: string, expires: number } | undefined
}

type Resource = Record<string, unknown> & { resourceType?: string }

const SEXES: Record<string, SharedPatient['sex']> = { male: 'M', female: 'F', other: 'O' }

/** Reads the files of an opened link: records as FHIR R4, and a token that opens the films. */
export function readFiles(files: readonly OpenedFile[], now: number): Shared {
  const resources: Resource[] = []
  let access: Shared['access']
  for (const file of files) {
    const json = JSON.parse(file.text) as Resource
    if (/smart-api-access/.test(file.contentType)) access = accessOf(json, now)
    else resources.push(...flat(json))
  }
  const patient = resources.find(each => each.resourceType === 'Patient')
  return {
    access,
    patient: patient && patientOf(patient),
    reports: resources.filter(each => each.resourceType === 'DiagnosticReport').map(each => reportOf(each, resources)),
  }
}

function flat(resource: Resource): Resource[] {
  if (resource.resourceType !== 'Bundle') return [resource]
  return list(resource['entry']).map(entry => entry['resource'] as Resource | undefined).filter(each => each !== undefined)
}

function accessOf(json: Resource, now: number): Shared['access'] {
  const token = text(json['access_token'])
  const seconds = typeof json['expires_in'] === 'number' ? json['expires_in'] : 3600
  return token ? { token, expires: now + seconds * 1000 } : undefined
}

function patientOf(resource: Resource): SharedPatient {
  return { name: nameOf(list(resource['name'])), birthDate: text(resource['birthDate']), sex: SEXES[text(resource['gender'])] ?? '' }
}

/** The official name as written, else put together; a second one, such as in Latin letters, in brackets. */
function nameOf(names: Resource[]): string {
  const ordered = [...names.filter(name => name['use'] === 'official'), ...names.filter(name => name['use'] !== 'official')]
  const written = ordered.map(name => text(name['text']) || joined(text(name['family']), strings(name['given']))).filter(Boolean)
  const [first = '', second] = [...new Set(written)]
  return second ? `${first}（${second}）` : first
}

function joined(family: string, given: string[]): string {
  return /[\u3400-\u9fff]/.test(family) ? family + given.join('') : [...given, family].filter(Boolean).join(' ')
}

function reportOf(resource: Resource, all: Resource[]): SharedReport {
  const forms = list(resource['presentedForm'])
  const ofType = (pattern: RegExp) => forms.find(form => pattern.test(text(form['contentType'])) && text(form['data']))
  const plain = ofType(/^text\/plain/), pdf = ofType(/pdf/)
  const code = resource['code'] as Resource | undefined
  return {
    id: text(resource['id']),
    title: text(code?.['text']) || text(list(code?.['coding'])[0]?.['display']),
    date: text(resource['effectiveDateTime']) || text((resource['effectivePeriod'] as Resource | undefined)?.['start']) || text(resource['issued']),
    hospital: list(resource['performer']).map(each => text(each['display'])).find(Boolean) ?? '',
    findings: plain ? new TextDecoder().decode(bytes(plain)) : observed(resource, all),
    conclusion: text(resource['conclusion']),
    pdf: pdf && bytes(pdf),
  }
}

/** Findings as hospitals without a text of their own send them: observations with words as their value. */
function observed(report: Resource, all: Resource[]): string {
  const wanted = list(report['result']).map(each => text(each['reference']).split('/').at(-1)?.replace(/^#/, ''))
  return [...list(report['contained']), ...all]
    .filter(each => each.resourceType === 'Observation' && wanted.includes(text(each['id'])))
    .map(each => text(each['valueString'])).filter(Boolean).join('\n')
}

const bytes = (form: Resource) => fromBase64Url(text(form['data']).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const list = (value: unknown): Resource[] => (Array.isArray(value) ? value.filter((each): each is Resource => typeof each === 'object' && each !== null) : [])
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter(each => typeof each === 'string') : [])
