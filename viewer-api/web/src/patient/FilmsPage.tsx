import { useEffect, useState } from 'react'
import { fetchWards, type Ward } from '../api/consents'
import type { Me } from '../api/me'
import { useLoaded } from '../api/useLoaded'
import { useHospitalName, usePlaceName } from '../app/hospitals'
import { yuan } from '../app/money'
import { useQuery } from '../app/router'
import { useSettings, useTexts } from '../app/settings'
import { useMoment } from '../app/times'
import { examWords, isSynthetic, plainDate } from '../dicom/display'
import { ownStudies, type Study } from '../dicom/query'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { Thumbnail } from '../parts/Thumbnail'
import { wardOf } from './family'
import { useInbox } from './inbox'
import { OwnPage } from './OwnPage'

const EVERYBODY = 'everybody', SELF = 'self'

/** What waits for the patient, then the films, newest first, in plain words: their own, and their children's. */
export function FilmsPage({ me }: { me: Me }) {
  const t = useTexts()
  const [films, again] = useLoaded(ownStudies, [])
  // Without children, or without an answer, every film is the patient's own.
  const [family] = useLoaded(signal => fetchWards(signal).catch(() => []), [])
  const wards = family.state === 'ready' ? family.value : []
  useEffect(() => {
    // Opening one needs this part of the pages; whoever has to wait for it is told so there.
    if (films.state === 'ready') import('./FilmPage').catch(() => {})
  }, [films.state])
  const of = useQuery().get('of')
  const [whose, setWhose] = useState(of ?? EVERYBODY)
  const all = films.state === 'ready' ? films.value.map(study => ({ study, ward: wardOf(study, wards) })) : []
  const one = whose === SELF || wards.some(ward => ward.id === whose)
  const shown = all.filter(({ ward }) => !one || (ward?.id ?? SELF) === whose)
  return (
    <OwnPage title={t.films.title} tab="films">
      <Waiting />
      {wards.length > 0 && <Whose me={me} wards={wards} chosen={one ? whose : EVERYBODY} choose={setWhose} />}
      {films.state === 'loading' && <Busy />}
      {films.state === 'failed' && <FailureNotice why={films.why} retry={again} />}
      {films.state === 'ready' && shown.length === 0 && <Notice icon="empty" title={t.films.none} detail={t.films.noneDetail} />}
      {shown.length > 0 && (
        <>
          <p className="muted">{t.films.count(shown.length)}</p>
          <ul className="cards">
            {shown.map(({ study, ward }) => <li key={study.uid}><Card study={study} of={wards.length > 0 ? ward?.name ?? me.name : ''} /></li>)}
          </ul>
          <p className="muted help"><Icon name="info" />{t.films.help}</p>
        </>
      )}
    </OwnPage>
  )
}

/** Doctors who asked and bills that are due come before everything else. */
function Waiting() {
  const t = useTexts()
  const place = usePlaceName(), moment = useMoment()
  const { asked, toPay } = useInbox()
  const dueFen = toPay.reduce((sum, bill) => sum + bill.parts.selfPayFen, 0)
  if (asked.length === 0 && toPay.length === 0) return null
  return (
    <section className="waiting" aria-label={t.own.waiting}>
      {asked.map(each => (
        <Link key={each.id} className="waiting-card" to={`/me/requests/${each.id}`} data-test="waiting-request">
          <Icon name="ask" />
          <span>
            <em className="new">{t.own.waiting}</em>
            <strong>{t.consent.asks(t.notices.who(place(each.hospital), each.clinician ?? t.notices.aDoctor))}</strong>
            {each.person && <span>{t.own.of(each.person.name)}</span>}
            <small>{t.consent.until(moment(each.expiresAt))}</small>
          </span>
          <Icon name="next" />
        </Link>
      ))}
      {toPay.length > 0 && (
        <Link className="waiting-card" to={toPay.length === 1 ? `/me/bills/${toPay[0]!.settlement}` : '/me/bills'} data-test="waiting-bill">
          <Icon name="bill" />
          <span><strong>{t.own.toPay(yuan(dueFen))}</strong><small>{t.own.toPayHint}</small></span>
          <Icon name="next" />
        </Link>
      )}
    </section>
  )
}

function Whose({ me, wards, chosen, choose }: { me: Me, wards: readonly Ward[], chosen: string, choose(id: string): void }) {
  const t = useTexts()
  const options = [[EVERYBODY, t.search.all], [SELF, me.name], ...wards.map(ward => [ward.id, ward.name] as const)] as const
  return (
    <div className="whose" role="group" aria-label={t.own.whose}>
      {options.map(([id, name]) => <button key={id} aria-pressed={chosen === id} data-test="whose" onClick={() => choose(id)}>{name}</button>)}
    </div>
  )
}

function Card({ study, of }: { study: Study, of: string }) {
  const t = useTexts()
  const { language } = useSettings()
  const hospital = useHospitalName(study.institution)
  return (
    <Link className="card" to={`/films/${study.uid}`} data-test="film">
      <Thumbnail path={`/dicom-web/studies/${study.uid}/thumbnail`} alt="" />
      <span className="card-text">
        <strong>{examWords(study.modalities, study.bodyPart, study.description, t)}</strong>
        <span>{plainDate(study.date, language) || t.unknownDate}</span>
        {hospital && <span>{hospital}</span>}
        <small>{[of, t.films.images(study.imageCount)].filter(Boolean).join(' · ')}</small>
        {isSynthetic(study.manufacturer) && <em className="mark">{t.demoStudy}</em>}
      </span>
      <Icon name="next" />
    </Link>
  )
}
