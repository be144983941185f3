import type { Me } from '../api/me'
import { Header } from '../parts/Header'
import { NotFound } from '../parts/NotFound'
import { PatientPage } from '../visit/PatientPage'
import { SearchPage } from './SearchPage'
import { SideBySidePage } from '../prior/SideBySidePage'
import { ViewerPage } from './ViewerPage'

/** A doctor's pages: finding films and patients, one film, one patient, two films beside a report. */
export function Doctor({ path, me }: { path: string, me: Me }) {
  const study = /^\/doctor\/studies\/([0-9.]{1,64})$/.exec(path)?.[1]
  const [, patient, beside] = /^\/doctor\/patients\/([A-Za-z0-9.-]{1,64})(\/compare)?$/.exec(path) ?? []
  if (path === '/doctor') return <SearchPage me={me} />
  if (study) return <ViewerPage key={study} study={study} />
  if (patient && beside) return <SideBySidePage key={patient} patient={patient} />
  if (patient) return <PatientPage key={patient} id={patient} me={me} />
  return (
    <>
      <Header me={me} />
      <main className="page"><NotFound home="/doctor" /></main>
    </>
  )
}
