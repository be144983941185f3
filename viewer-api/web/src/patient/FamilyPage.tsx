import { fetchWards } from '../api/consents'
import { useLoaded } from '../api/useLoaded'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { OwnPage } from './OwnPage'

/** Children whose films and consents the patient looks after. */
export function FamilyPage() {
  const t = useTexts()
  const day = useDay()
  const [wards, again] = useLoaded(fetchWards, [])
  return (
    <OwnPage title={t.own.family} tab="me" up="/me">
      {wards.state === 'loading' && <Busy />}
      {wards.state === 'failed' && <FailureNotice why={wards.why} retry={again} />}
      {wards.state === 'ready' && wards.value.length === 0 && <Notice icon="family" title={t.own.familyNone} detail={t.own.familyNoneDetail} />}
      {wards.state === 'ready' && wards.value.length > 0 && (
        <>
          <ul className="places">
            {wards.value.map(ward => (
              <li key={ward.id}>
                <Link className="place" to={`/films?of=${encodeURIComponent(ward.id)}`} data-test="ward">
                  <Icon name="patient" />
                  <span><strong>{ward.name}</strong>{ward.birthDate && <small>{t.own.born(day(ward.birthDate))}</small>}</span>
                  <span className="place-go">{t.own.seeFilms}<Icon name="next" /></span>
                </Link>
              </li>
            ))}
          </ul>
          <p className="muted help"><Icon name="info" />{t.own.familyNote}</p>
        </>
      )}
    </OwnPage>
  )
}
