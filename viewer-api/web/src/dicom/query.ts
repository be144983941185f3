import { request } from '../api/http'
import { type DicomJson, name, nameGroups, number, Tag, text, texts } from './json'
import { secondName } from './names'

/** What a doctor asks for; empty means any. Dates as an input gives them: 2026-01-31. */
export interface StudySearch {
  name: string
  id: string
  from: string
  to: string
  modality: string
}

export interface Study {
  uid: string
  patientName: string
  otherName: string
  patientId: string
  birthDate: string
  sex: string
  date: string
  time: string
  modalities: string[]
  description: string
  bodyPart: string
  institution: string
  manufacturer: string
  seriesCount: number
  imageCount: number
}

export interface Series {
  study: string
  uid: string
  number: number
  modality: string
  description: string
  bodyPart: string
  manufacturer: string
  imageCount: number
}

const ROOT = '/dicom-web/studies'
const JSON_TYPE = 'application/dicom+json'

const STUDY_FIELDS = [Tag.StudyDescription, Tag.InstitutionName]
const SERIES_FIELDS = [Tag.SeriesDescription, Tag.BodyPartExamined, Tag.Manufacturer]

/** The QIDO parameters of a search, one study more than a page shows so that "next" is known. */
export function studyParameters(search: StudySearch, page: number, size: number): URLSearchParams {
  const parameters = new URLSearchParams()
  const name = search.name.trim()
  if (name) {
    parameters.set('PatientName', /[*?]/.test(name) ? name : wildcards(name))
    parameters.set('fuzzymatching', 'true')
  }
  if (search.id.trim()) parameters.set('PatientID', search.id.trim())
  const from = search.from.replaceAll('-', ''), to = search.to.replaceAll('-', '')
  if (from || to) parameters.set('StudyDate', `${from}-${to}`)
  if (search.modality) parameters.set('ModalitiesInStudy', search.modality)
  parameters.set('limit', String(size + 1))
  parameters.set('offset', String(page * size))
  STUDY_FIELDS.forEach(field => parameters.append('includefield', field))
  return parameters
}

/** People type "zhang san" and 张三 where the film says Zhang^San and 张^三. */
export function wildcards(name: string): string {
  if (/^[\u3400-\u9fff\u{20000}-\u{3ffff}]{2,4}$/u.test(name)) {
    const [family, ...given] = [...name]
    return `*${family}*${given.join('')}*`
  }
  return `*${name.split(/[\s^,，·]+/).filter(Boolean).join('*')}*`
}

export async function findStudies(search: StudySearch, page: number, size: number, signal?: AbortSignal):
    Promise<{ studies: Study[], more: boolean }> {
  const found = await query(`${ROOT}?${studyParameters(search, page, size)}`, signal)
  return { studies: await withSeriesFacts(found.slice(0, size).map(toStudy), signal), more: found.length > size }
}

/**
 * Body part and maker belong to series; one search across studies tells them for a whole page.
 * They only help to describe a study, so the list stands without them too.
 */
async function withSeriesFacts(studies: Study[], signal?: AbortSignal): Promise<Study[]> {
  if (studies.length === 0) return studies
  const parameters = new URLSearchParams({ StudyInstanceUID: studies.map(study => study.uid).join(','), limit: '1000' })
  SERIES_FIELDS.forEach(field => parameters.append('includefield', field))
  const series = await query(`/dicom-web/series?${parameters}`, signal).catch(() => [])
  return studies.map(study => combined(study, series.filter(data => text(data, Tag.StudyInstanceUid) === study.uid)))
}

function combined(study: Study, series: readonly DicomJson[]): Study {
  const first = (tag: string) => series.map(data => text(data, tag)).find(Boolean) ?? ''
  return {
    ...study,
    bodyPart: study.bodyPart || first(Tag.BodyPartExamined),
    manufacturer: study.manufacturer || first(Tag.Manufacturer),
  }
}

/** Their UIDs have to fit into one address. */
const OWN_PAGE = 50

/** All studies the person may read, newest first. */
export async function ownStudies(signal?: AbortSignal): Promise<Study[]> {
  const anything: StudySearch = { name: '', id: '', from: '', to: '', modality: '' }
  const studies: Study[] = []
  for (let page = 0, more = true; more && page < 40; page++) {
    const part = await findStudies(anything, page, OWN_PAGE, signal)
    studies.push(...part.studies)
    more = part.more
  }
  return studies.sort((a, b) => (b.date + b.time).localeCompare(a.date + a.time))
}

export async function findStudy(uid: string, signal?: AbortSignal): Promise<Study | undefined> {
  const parameters = new URLSearchParams({ StudyInstanceUID: uid })
  STUDY_FIELDS.forEach(field => parameters.append('includefield', field))
  const found = (await query(`${ROOT}?${parameters}`, signal)).map(toStudy)
  return (await withSeriesFacts(found.slice(0, 1), signal))[0]
}

export async function findSeries(study: string, signal?: AbortSignal): Promise<Series[]> {
  const parameters = new URLSearchParams()
  SERIES_FIELDS.forEach(field => parameters.append('includefield', field))
  return (await query(`${ROOT}/${study}/series?${parameters}`, signal))
    .map(data => toSeries(data, study))
    .sort((a, b) => a.number - b.number || a.uid.localeCompare(b.uid))
}

export async function fetchMetadata(study: string, series: string, signal?: AbortSignal): Promise<DicomJson[]> {
  return query(`${seriesPath(study, series)}/metadata`, signal)
}

export const seriesPath = (study: string, series: string) => `${ROOT}/${study}/series/${series}`

async function query(path: string, signal?: AbortSignal): Promise<DicomJson[]> {
  const response = await request(path, JSON_TYPE, signal)
  return response.status === 204 ? [] : await response.json() as DicomJson[]
}

function toStudy(data: DicomJson): Study {
  return {
    uid: text(data, Tag.StudyInstanceUid),
    patientName: name(data, Tag.PatientName),
    otherName: secondName(nameGroups(data, Tag.PatientName)),
    patientId: text(data, Tag.PatientId),
    birthDate: text(data, Tag.PatientBirthDate),
    sex: text(data, Tag.PatientSex),
    date: text(data, Tag.StudyDate),
    time: text(data, Tag.StudyTime),
    modalities: texts(data, Tag.ModalitiesInStudy),
    description: text(data, Tag.StudyDescription),
    bodyPart: text(data, Tag.BodyPartExamined),
    institution: text(data, Tag.InstitutionName),
    manufacturer: text(data, Tag.Manufacturer),
    seriesCount: number(data, Tag.NumberOfStudyRelatedSeries) ?? 0,
    imageCount: number(data, Tag.NumberOfStudyRelatedInstances) ?? 0,
  }
}

function toSeries(data: DicomJson, study: string): Series {
  return {
    study,
    uid: text(data, Tag.SeriesInstanceUid),
    number: number(data, Tag.SeriesNumber) ?? 0,
    modality: text(data, Tag.Modality),
    description: text(data, Tag.SeriesDescription),
    bodyPart: text(data, Tag.BodyPartExamined),
    manufacturer: text(data, Tag.Manufacturer),
    imageCount: number(data, Tag.NumberOfSeriesRelatedInstances) ?? 0,
  }
}

/** Every instance of a study, series by series. */
export async function listInstances(study: string, signal?: AbortSignal): Promise<{ series: string, instance: string }[]> {
  const size = 500
  const found: DicomJson[] = []
  for (let last = size; last === size;) {
    const page = await query(`${ROOT}/${study}/instances?limit=${size}&offset=${found.length}`, signal)
    found.push(...page)
    last = page.length
  }
  return found
    .map(data => ({ series: text(data, Tag.SeriesInstanceUid), instance: text(data, Tag.SopInstanceUid) }))
    .sort((a, b) => a.series.localeCompare(b.series))
}
