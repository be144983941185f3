import type { Me } from '../api/me'
import { session } from '../auth/session'
import { useTexts } from '../app/settings'
import { Preferences } from '../parts/Header'
import { Icon, type IconName } from '../parts/Icon'
import { Link } from '../parts/Link'
import { OwnPage } from './OwnPage'

const PLACES = [
  ['consents', 'shield'], ['trail', 'eye'], ['bills', 'bill'], ['recognitions', 'check'], ['shares', 'share'], ['family', 'family'],
] as const satisfies readonly (readonly [string, IconName])[]

export function MePage({ me }: { me: Me }) {
  const t = useTexts()
  return (
    <OwnPage title={me.name} tabTitle={t.own.me} tab="me">
      <ul className="places">
        {PLACES.map(([place, icon]) => (
          <li key={place}>
            <Link className="place" to={`/me/${place}`} data-test={`place-${place}`}>
              <Icon name={icon} />
              <span><strong>{t.own[place]}</strong><small>{t.own[`${place}Hint`]}</small></span>
              <Icon name="next" />
            </Link>
          </li>
        ))}
      </ul>
      <section className="settings">
        <h2>{t.own.display}</h2>
        <Preferences />
      </section>
      <button className="button plain wide-button" data-test="sign-out" onClick={() => void session.signOut()}>
        <Icon name="leave" />{t.signOut}
      </button>
    </OwnPage>
  )
}
