import { useEffect, useMemo } from 'react'
import { useLoaded } from '../api/useLoaded'
import { useHospitalName } from '../app/hospitals'
import { useSettings, useTexts } from '../app/settings'
import { day, useMoment } from '../app/times'
import { examWords, isSynthetic, plainDate } from '../dicom/display'
import { ownStudies, type Study } from '../dicom/query'
import { Icon } from '../parts/Icon'
import { Busy, Notice } from '../parts/Notice'
import { Thumbnail } from '../parts/Thumbnail'
import type { Shared, SharedReport } from './content'

/** What a link opens: whose it is, the films, and what was written about them. */
export function SharedPage({ shared, label, exp, open, ended }: {
  shared: Shared, label: string, exp: number | undefined, open(study: string): void
  /** Nothing of it can be seen any more. */
  ended(): void
}) {
  const t = useTexts()
  const { language } = useSettings()
  const moment = useMoment()
  const { patient, reports, access } = shared
  const [films] = useLoaded(async signal => (access ? ownStudies(signal) : []), [access?.token])
  // A link that opens films names one at least; one that was stopped finds none.
  const none = access !== undefined && films.state === 'ready' && films.value.length === 0
  useEffect(() => {
    if (none) ended()
  }, [none])
  const born = patient && day(patient.birthDate, language)
  return (
    <div className="shared" data-test="shared">
      <header className="shared-head">
        <small className="muted">{[label, t.link.sharedBy].filter(Boolean).join(' · ')}</small>
        <h1 data-test="patient">{patient?.name || t.link.title}</h1>
        {patient && <p>{[t.sex[patient.sex], born && t.own.born(born)].filter(Boolean).join(' · ')}</p>}
        {exp !== undefined && <p className="muted">{t.link.until(moment(new Date(exp * 1000).toISOString()))}</p>}
      </header>
      {access && (
        <section>
          <h2>{t.link.films}</h2>
          {films.state === 'loading' && <Busy />}
          {films.state === 'failed' && <p className="alert"><Icon name="warn" />{t.failed}</p>}
          {films.state === 'ready' && <ul className="cards">{films.value.map(study => <li key={study.uid}><Film study={study} open={() => open(study.uid)} /></li>)}</ul>}
        </section>
      )}
      <section>
        <h2>{t.link.report}</h2>
        {reports.length === 0 && <p className="nothing"><Icon name="info" /><span>{t.link.noReport}</span></p>}
        {reports.map((report, i) => <Report key={report.id || i} report={report} />)}
      </section>
      <p className="muted help"><Icon name="info" />{t.link.privacy}</p>
      {!access && reports.length === 0 && <Notice icon="empty" title={t.link.gone} detail={t.link.goneDetail} />}
    </div>
  )
}

function Film({ study, open }: { study: Study, open(): void }) {
  const t = useTexts()
  const { language } = useSettings()
  const hospital = useHospitalName(study.institution)
  return (
    <button className="card" data-test="film" onClick={open}>
      <Thumbnail path={`/dicom-web/studies/${study.uid}/thumbnail`} alt="" />
      <span className="card-text">
        <strong>{examWords(study.modalities, study.bodyPart, study.description, t)}</strong>
        <span>{plainDate(study.date, language) || t.unknownDate}</span>
        {hospital && <span>{hospital}</span>}
        <small>{t.films.images(study.imageCount)}</small>
        {isSynthetic(study.manufacturer) && <em className="mark">{t.demoStudy}</em>}
      </span>
      <span className="card-go">{t.link.openFilm}<Icon name="next" /></span>
    </button>
  )
}

function Report({ report }: { report: SharedReport }) {
  const t = useTexts()
  const { language } = useSettings()
  const hospital = useHospitalName(report.hospital)
  return (
    <article className="paper report" data-test="report">
      <header><strong>{report.title || t.link.report}</strong></header>
      <p className="muted">{[day(report.date.slice(0, 10), language), hospital].filter(Boolean).join(' · ')}</p>
      {report.findings && <><h3>{t.link.findings}</h3><p className="report-text">{report.findings}</p></>}
      {report.conclusion && <><h3>{t.link.conclusion}</h3><p className="report-text conclusion">{report.conclusion}</p></>}
      {report.pdf && <Pdf pdf={report.pdf} name={report.title} />}
    </article>
  )
}

function Pdf({ pdf, name }: { pdf: Uint8Array<ArrayBuffer>, name: string }) {
  const t = useTexts()
  const url = useMemo(() => URL.createObjectURL(new Blob([pdf], { type: 'application/pdf' })), [pdf])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <a className="button plain" href={url} download={`${name || 'report'}.pdf`}><Icon name="download" />{t.link.pdf}</a>
}
