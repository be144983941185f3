import type { Me } from '../api/me'
import { useLoaded } from '../api/useLoaded'
import { go } from '../app/router'
import { useHospitalName } from '../app/hospitals'
import { useSettings, useTexts } from '../app/settings'
import { examWords, isSynthetic, plainDate } from '../dicom/display'
import { ownStudies, type Study } from '../dicom/query'
import { Header } from '../parts/Header'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { Thumbnail } from '../parts/Thumbnail'

/** The patient's own films, newest first, in plain words. */
export function FilmsPage({ me }: { me: Me }) {
  const t = useTexts()
  const [films, again] = useLoaded(ownStudies, [])
  return (
    <>
      <Header me={me} />
      <main className="page films">
        <h1>{t.films.title}</h1>
        {films.state === 'loading' && <Busy />}
        {films.state === 'failed' && <FailureNotice why={films.why} retry={again} />}
        {films.state === 'ready' && films.value.length === 0 && <Notice icon="empty" title={t.films.none} detail={t.films.noneDetail} />}
        {films.state === 'ready' && films.value.length > 0 && (
          <>
            <p className="muted">{t.films.count(films.value.length)}</p>
            <ul className="cards">
              {films.value.map(study => <li key={study.uid}><Card study={study} /></li>)}
            </ul>
            <p className="muted help"><Icon name="info" />{t.films.help}</p>
          </>
        )}
      </main>
    </>
  )
}

function Card({ study }: { study: Study }) {
  const t = useTexts()
  const { language } = useSettings()
  const hospital = useHospitalName(study.institution)
  const path = `/films/${study.uid}`
  return (
    <a className="card" href={path} data-test="film" onClick={event => { event.preventDefault(); go(path) }}>
      <Thumbnail path={`/dicom-web/studies/${study.uid}/thumbnail`} alt="" />
      <span className="card-text">
        <strong>{examWords(study.modalities, study.bodyPart, study.description, t)}</strong>
        <span>{plainDate(study.date, language) || t.unknownDate}</span>
        {hospital && <span>{hospital}</span>}
        <small>{t.films.images(study.imageCount)}</small>
        {isSynthetic(study.manufacturer) && <em className="mark">{t.demoStudy}</em>}
      </span>
      <Icon name="next" />
    </a>
  )
}
