import { useState } from 'react'
import type { Me } from '../api/me'
import { useEvery, useLoaded } from '../api/useLoaded'
import { fetchPatient, fetchTimeline, type PatientFile, type PatientView, type Timeline } from '../api/visit'
import { go, goBack, useQuery } from '../app/router'
import { useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { maskedId } from '../dicom/display'
import { Header } from '../parts/Header'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { PriorPanel } from '../prior/PriorPanel'
import { Charges } from '../settlement/Charges'
import { AccessBox } from './AccessBox'
import { Exams } from './Exams'
import { Orders } from './Orders'
import { besideOf, chosenOf, comparePath, patientPath } from './timeline'
import { useNames } from './words'

/** How soon the patient's answer shows. Nothing else is asked for again by itself: each look is written into the trail. */
const ASKED_MS = 3_000

/** States of access in which exams of other hospitals show. */
const OPEN = ['granted', 'broken-glass']

/** One patient at the doctor's desk: who it is, what may be seen, what was done where, what is ordered and what it costs. */
export function PatientPage({ id, me }: { id: string, me: Me }) {
  const t = useTexts()
  usePageTitle(t.search.patient)
  const [file, again] = useLoaded(signal => fetchPatient(id, signal), [id])
  useEvery(file.state === 'ready' && file.value.access.state === 'asked' ? ASKED_MS : undefined, again)
  return (
    <>
      <Header me={me} />
      <main className="page wide patient">
        <button className="quiet back" data-test="back" onClick={() => goBack('/doctor')}><Icon name="back" />{t.back}</button>
        {file.state === 'loading' && <Busy />}
        {file.state === 'failed' && <FailureNotice page why={file.why} retry={again} />}
        {file.state === 'ready' && (
          <>
            <div className="patient-top">
              <Who patient={file.value.patient} />
              <AccessBox file={file.value} changed={again} />
            </div>
            <Desk file={file.value} changed={again} />
          </>
        )}
      </main>
    </>
  )
}

function Who({ patient }: { patient: PatientView }) {
  const t = useTexts()
  const names = useNames()
  const moment = useMoment()
  const [revealed, setRevealed] = useState(false)
  return (
    <section className="patient-who" data-test="patient">
      <h1>{patient.name || t.unknownName}</h1>
      <p>{names.about(patient)}</p>
      {patient.number && (
        <p className="patient-number muted">
          {t.visit.number} <span className="mono">{revealed ? patient.number : maskedId(patient.number)}</span>
          {!revealed && <button className="quiet" aria-label={t.visit.reveal} title={t.visit.reveal} onClick={() => setRevealed(true)}><Icon name="eye" /></button>}
        </p>
      )}
      <p className={patient.visit ? 'visit open' : 'visit'} data-test="visit">
        <Icon name={patient.visit ? 'check' : 'info'} />
        {patient.visit ? t.visit.since(names.visitKind(patient.visit.class), moment(patient.visit.since)) : t.visit.noVisit}
      </p>
    </section>
  )
}

/** Orders, exams and charges; they change together, so what changes one asks for all again. */
function Desk({ file: { patient, access }, changed }: { file: PatientFile, changed(): void }) {
  const [timeline, again] = useLoaded(signal => fetchTimeline(patient.id, signal), [patient.id, access.state])
  const refresh = () => {
    again()
    changed()
  }
  if (timeline.state === 'loading') return <Busy />
  if (timeline.state === 'failed') return <FailureNotice why={timeline.why} retry={again} />
  return <Laid patient={patient} closed={!OPEN.includes(access.state)} timeline={timeline.value} changed={refresh} />
}

function Laid({ patient, closed, timeline, changed }: { patient: PatientView, closed: boolean, timeline: Timeline, changed(): void }) {
  const t = useTexts()
  const query = useQuery()
  const { prior, order } = chosenOf(timeline, query.get('prior'), query.get('order'))
  const beside = prior && besideOf(timeline.exams, prior)
  const orderOf = (study: string) => chosenOf(timeline, study, null).order?.id
  return (
    <div className="desk">
      {prior && (
        <PriorPanel key={prior.study} exam={prior} beside={beside} order={order} changed={changed}
          comparePath={comparePath(patient.id, prior.study, beside?.study, order?.id)} close={() => go(patientPath(patient.id))} />
      )}
      <section className="desk-orders" aria-labelledby="orders">
        <div className="desk-head">
          <h2 id="orders">{t.visit.orders}</h2>
          <button className="quiet" data-test="refresh" onClick={changed}><Icon name="reset" />{t.visit.refresh}</button>
        </div>
        <Orders orders={timeline.orders} exams={timeline.exams} closed={closed} chosen={order?.id} changed={changed}
          pathOf={(exam, each) => patientPath(patient.id, exam.study, each.id)} />
      </section>
      {patient.visit && <Charges key={patient.visit.id} visit={patient.visit.id} basis={timeline} changed={changed} />}
      <section className="desk-exams" aria-labelledby="exams">
        <h2 id="exams">{t.visit.timeline}</h2>
        <p className="muted">{t.visit.timelineDetail}</p>
        {timeline.exams.length === 0
          ? <Notice icon="empty" title={t.visit.noExams} detail={t.visit.noExamsDetail} />
          : <Exams exams={timeline.exams} shown={prior?.study} pathOf={exam => patientPath(patient.id, exam.study, orderOf(exam.study))} />}
      </section>
    </div>
  )
}
