import { request } from '../api/http'
import { useLoaded } from '../api/useLoaded'
import { type Exam, fetchReport, type Report } from '../api/visit'
import { usePlaceName } from '../app/hospitals'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice } from '../parts/Notice'
import { useAction } from '../parts/useAction'

/** The other hospital's report, read beside its images. */
export function ReportText({ exam }: { exam: Exam }) {
  const t = useTexts()
  const id = exam.report?.id
  const [report, again] = useLoaded(async signal => (id ? fetchReport(id, signal) : undefined), [id])
  return (
    <section className="prior-report" aria-label={t.prior.report} data-test="report">
      <h3>{t.prior.report}</h3>
      {report.state === 'loading' && <Busy />}
      {report.state === 'failed' && <FailureNotice why={report.why} retry={again} />}
      {report.state === 'ready' && (report.value ? <Body report={report.value} /> : <p className="muted">{t.prior.noReportDetail}</p>)}
    </section>
  )
}

function Body({ report }: { report: Report }) {
  const t = useTexts()
  const day = useDay()
  const place = usePlaceName()
  const saving = useAction(() => save(report.pdf!))
  return (
    <>
      {report.findings && <><h4>{t.prior.findings}</h4><p className="prior-text">{report.findings}</p></>}
      {report.conclusion && <><h4>{t.prior.conclusion}</h4><p className="prior-text">{report.conclusion}</p></>}
      <small className="muted">{[place(report.hospital), day(report.at)].join(' · ')}</small>
      {report.pdf && <button className="quiet" disabled={saving.busy} onClick={() => saving.start()}><Icon name="download" />{t.prior.pdf}</button>}
      {saving.failed && <p className="alert" role="alert"><Icon name="warn" />{t.prior.pdfFailed}</p>}
      <p className="muted help"><Icon name="info" />{t.prior.reportNote}</p>
    </>
  )
}

/** The file needs the doctor's token, so the page fetches it and hands it to the browser. */
async function save(path: string) {
  const url = URL.createObjectURL(await (await request(path, 'application/pdf')).blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: 'report.pdf' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
