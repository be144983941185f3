import { session } from '../auth/session'
import { type TextSize, useSettings, useTexts } from '../app/settings'
import type { Me } from '../api/me'
import { Icon } from './Icon'
import { Link } from './Link'

const SIZES: TextSize[] = ['normal', 'large', 'elder']

/** Text size and language, on every light page. */
export function Preferences() {
  const t = useTexts()
  const { size, language, change } = useSettings()
  return (
    <div className="preferences">
      <div className="segments" role="group" aria-label={t.textSize}>
        {SIZES.map(each => (
          <button key={each} aria-pressed={size === each} onClick={() => change({ size: each })}>{t.sizes[each]}</button>
        ))}
      </div>
      <button className="quiet" lang={language === 'zh' ? 'en' : 'zh-CN'} data-test="language"
        onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}>{t.language}</button>
    </div>
  )
}

export function Brand() {
  const t = useTexts()
  return (
    <Link className="brand" to="/" aria-label={t.appName}>
      <img src="/favicon.svg" alt="" width="32" height="32" />
      <span>{t.appName}</span>
    </Link>
  )
}

export function Header({ me }: { me?: Me }) {
  const t = useTexts()
  const { language } = useSettings()
  const hospital = me?.hospital && (language === 'en' && me.hospital.nameEn ? me.hospital.nameEn : me.hospital.name)
  return (
    <header className="header">
      <Brand />
      {me && (
        <div className="who">
          <strong>{me.name}</strong>
          {hospital && <span>{hospital}</span>}
        </div>
      )}
      <Preferences />
      {me && (
        <button className="quiet" data-test="sign-out" onClick={() => void session.signOut()}>
          <Icon name="leave" />{t.signOut}
        </button>
      )}
    </header>
  )
}
