import { useState } from 'react'
import { fetchShares, type Opening, revokeShare, type ShareRow } from '../api/shares'
import { useLoaded } from '../api/useLoaded'
import { useHospitalName } from '../app/hospitals'
import { useSettings, useTexts } from '../app/settings'
import { useDay, useMoment } from '../app/times'
import { examWords, plainDate } from '../dicom/display'
import { ownStudies, type Study } from '../dicom/query'
import { Icon } from '../parts/Icon'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { OwnPage } from './OwnPage'
import { Sheet } from './Sheet'

/** Every link the patient gave away: who opened it and when, and the way to stop it. */
export function SharesPage() {
  const t = useTexts()
  const [found, again] = useLoaded(fetchShares, [])
  const [films] = useLoaded(ownStudies, [])
  const [ending, setEnding] = useState<ShareRow>()
  const shares = found.state === 'ready' ? found.value : []
  return (
    <OwnPage title={t.share.listTitle} tab="me" up="/me">
      <p className="muted">{t.share.listIntro}</p>
      {found.state === 'loading' && <Busy />}
      {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
      {found.state === 'ready' && shares.length === 0 && <Notice icon="share" title={t.share.none} detail={t.share.noneDetail} />}
      <ul className="papers">
        {shares.map(share => (
          <li key={share.id}>
            <Row share={share} film={films.state === 'ready' ? films.value.find(each => share.studies.includes(each.uid)) : undefined} end={() => setEnding(share)} />
          </li>
        ))}
      </ul>
      {ending && <EndSheet share={ending} close={() => { setEnding(undefined); again() }} />}
    </OwnPage>
  )
}

function Row({ share, film, end }: { share: ShareRow, film: Study | undefined, end(): void }) {
  const t = useTexts()
  const day = useDay()
  const { language } = useSettings()
  const hospital = useHospitalName(film?.institution ?? '')
  const exam = film && [examWords(film.modalities, film.bodyPart, film.description, t), plainDate(film.date, language), hospital].filter(Boolean).join(' · ')
  const opened = share.openings.filter(each => each.outcome === 'opened').length
  return (
    <article className="paper" data-test="share" data-state={share.state}>
      <header><strong>{share.label || exam || t.share.unnamed}</strong><em className={`state ${share.state}`}>{t.share.states[share.state] ?? share.state}</em></header>
      {share.label && exam && <p>{exam}</p>}
      {share.state === 'active' && <p>{t.share.left(share.openingsLeft, day(share.expiresAt))}</p>}
      <p><b>{opened > 0 ? t.share.opened(opened) : t.share.never}</b></p>
      {share.openings.length > 0 && (
        <>
          <ul className="openings">{share.openings.map((each, i) => <li key={i}><OpeningLine opening={each} /></li>)}</ul>
          <small className="muted">{t.share.saidName}</small>
        </>
      )}
      {share.state !== 'revoked' && share.state !== 'expired' && <button className="button plain" data-test="revoke" onClick={end}><Icon name="stop" />{t.share.revoke}</button>}
    </article>
  )
}

function OpeningLine({ opening }: { opening: Opening }) {
  const t = useTexts()
  const moment = useMoment()
  const fine = opening.outcome === 'opened'
  return (
    <span className={fine ? 'opening' : 'opening refused'} data-test="opening">
      <Icon name={fine ? 'eye' : 'stop'} />
      <span><strong>{opening.recipient || t.notices.someone}</strong> {t.share.outcomes[opening.outcome] ?? opening.outcome}<small>{moment(opening.at)}</small></span>
    </span>
  )
}

/** Says that it is stopped only once the server has said so. */
function EndSheet({ share, close }: { share: ShareRow, close(): void }) {
  const t = useTexts()
  const [state, setState] = useState<'asked' | 'ending' | 'ended' | 'failed'>('asked')
  const run = () => {
    setState('ending')
    revokeShare(share.id).then(() => setState('ended'), () => setState('failed'))
  }
  return (
    <Sheet title={t.share.revokeAsk(share.label || t.share.unnamed)} close={close}>
      {state !== 'ended' && <p>{t.share.revokeText}</p>}
      <div role="status">
        {state === 'ending' && <p className="working"><span className="spinner" aria-hidden="true" />{t.share.revoking}</p>}
        {state === 'ended' && <p className="success" data-test="revoked"><Icon name="check" />{t.share.revoked}</p>}
        {state === 'failed' && <p className="alert"><Icon name="warn" />{t.share.notRevoked}</p>}
      </div>
      {state === 'ended'
        ? <button className="button wide-button" onClick={close}>{t.close}</button>
        : <div className="two-buttons">
            <button className="button plain" onClick={close}>{t.share.keep}</button>
            <button className="button danger" data-test="revoke-yes" disabled={state === 'ending'} onClick={run}>{t.share.revokeYes}</button>
          </div>}
    </Sheet>
  )
}
