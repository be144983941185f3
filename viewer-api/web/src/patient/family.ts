import type { Ward } from '../api/consents'
import type { Study } from '../dicom/query'

const plain = (name: string) => name.replaceAll(/[\s^,，·]+/g, '').toLowerCase()
const digits = (date: string | null | undefined) => (date ?? '').replaceAll('-', '')

/** The child a film is of; undefined for the patient's own. A film names its patient but knows nothing of persons. */
export function wardOf(study: Pick<Study, 'patientName' | 'otherName' | 'birthDate'>, wards: readonly Ward[]): Ward | undefined {
  return wards.find(ward => [study.patientName, study.otherName].some(name => name && plain(name) === plain(ward.name))
    && (!ward.birthDate || !study.birthDate || digits(ward.birthDate) === digits(study.birthDate)))
}
