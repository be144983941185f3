import { useLoaded } from '../api/useLoaded'
import { findPatients, type PatientView } from '../api/visit'
import { useTexts } from '../app/settings'
import { maskedId } from '../dicom/display'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice } from '../parts/Notice'
import { patientPath } from '../visit/timeline'
import { useNames } from '../visit/words'

/** Patients of the doctor's own hospital, by number or else by name; nothing when neither is asked for. */
export function PatientsFound({ number, name }: { number: string, name: string }) {
  const t = useTexts()
  const by = number ? { number } : name ? { name } : undefined
  const [found, again] = useLoaded(async signal => (by ? findPatients(by, signal) : []), [number, name])
  if (!by) return null
  return (
    <section className="patients" aria-labelledby="patients">
      <h2 id="patients">{t.visit.patients}</h2>
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && (found.value.length === 0
        ? <p className="muted">{t.visit.noPatients}</p>
        : <ul>{found.value.map(patient => <li key={patient.id}><PatientRow patient={patient} /></li>)}</ul>)}
    </section>
  )
}

function PatientRow({ patient }: { patient: PatientView }) {
  const t = useTexts()
  const names = useNames()
  return (
    <Link className="patient-row" to={patientPath(patient.id)} data-test="patient-row">
      <span><strong>{patient.name || t.unknownName}</strong><small>{names.about(patient)}</small></span>
      <small className="mono">{maskedId(patient.number)}</small>
      {patient.visit && <em className="chip-own">{names.visitKind(patient.visit.class)} · {t.visit.inVisit}</em>}
      <span className="go-on">{t.visit.openPatient}<Icon name="next" /></span>
    </Link>
  )
}
