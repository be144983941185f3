import { type FormEvent, useId, useState } from 'react'
import { type MadeShare, makeShare } from '../api/shares'
import { useTexts } from '../app/settings'
import { useDay } from '../app/times'
import { Icon } from '../parts/Icon'
import { CopyButton } from '../parts/CopyButton'
import { QrCode } from '../parts/QrCode'
import { LONGEST, SHORTEST, suggestion, tooEasy } from './passcode'
import { Sheet } from './Sheet'

const DAYS = [1, 7, 30], OPENINGS = [1, 3, 10]
const LABEL_LONGEST = 80

/** A link for others: what it opens, for how long and how often; then the link and, apart from it, the passcode. */
export function ShareSheet({ study, close }: { study: string, close(): void }) {
  const t = useTexts()
  const [made, setMade] = useState<{ share: MadeShare, passcode: string }>()
  return (
    // Another sheet, so that it begins at its top. The passcode is not kept anywhere: a tap beside it must not lose it.
    <Sheet key={made ? 'made' : 'wanted'} title={made ? t.share.made : t.share.title} close={close} once={made !== undefined}>
      {made ? <Made {...made} close={close} /> : <Wanted study={study} done={setMade} />}
    </Sheet>
  )
}

function Wanted({ study, done }: { study: string, done(made: { share: MadeShare, passcode: string }): void }) {
  const t = useTexts()
  const [label, setLabel] = useState('')
  const [report, setReport] = useState(true)
  const [days, setDays] = useState(7)
  const [openings, setOpenings] = useState(3)
  const [passcode, setPasscode] = useState(() => suggestion())
  const [state, setState] = useState<'open' | 'making' | 'failed'>('open')
  const id = useId()
  const long = passcode.trim().length >= SHORTEST && passcode.trim().length <= LONGEST
  const make = (event: FormEvent) => {
    event.preventDefault()
    setState('making')
    makeShare({ studies: [study], label: label.trim(), passcode: passcode.trim(), days, openings, report })
      .then(share => done({ share, passcode: passcode.trim() }), () => setState('failed'))
  }
  return (
    <form className="sheet-form" onSubmit={make}>
      <p className="muted">{t.share.intro}</p>
      <Choice legend={t.share.what} options={[true, false]} words={(each: boolean) => (each ? t.share.filmAndReport : t.share.filmOnly)} chosen={report} choose={setReport} />
      <Choice legend={t.share.days} options={DAYS} words={t.share.day} chosen={days} choose={setDays} />
      <Choice legend={t.share.openings} options={OPENINGS} words={t.share.times} chosen={openings} choose={setOpenings} />
      <label className="field" htmlFor={`${id}-code`}><span>{t.share.passcode}</span></label>
      <div className="field-row">
        <input id={`${id}-code`} className="mono passcode" data-test="passcode" value={passcode} maxLength={LONGEST} autoComplete="off" autoCapitalize="none"
          spellCheck={false} aria-describedby={`${id}-hint`} onChange={event => setPasscode(event.target.value)} />
        <button type="button" className="button plain" onClick={() => setPasscode(suggestion())}><Icon name="reset" />{t.share.another}</button>
      </div>
      <small id={`${id}-hint`} className="muted">{long && tooEasy(passcode.trim()) ? t.share.tooEasy : t.share.passcodeHint}</small>
      <label className="field"><span>{t.share.label}</span>
        <input data-test="label" value={label} maxLength={LABEL_LONGEST} placeholder={t.share.labelHint} onChange={event => setLabel(event.target.value)} />
      </label>
      <p className="caution"><Icon name="warn" />{t.share.warn}</p>
      {state === 'failed' && <p className="alert" role="alert"><Icon name="warn" />{t.share.failed}</p>}
      <button className="button wide-button" data-test="make-share" disabled={!long || tooEasy(passcode.trim()) || state === 'making'}>
        <Icon name="share" />{state === 'making' ? t.share.making : t.share.make}
      </button>
    </form>
  )
}

function Choice<T>({ legend, options, words, chosen, choose }: {
  legend: string, options: readonly T[], words: (each: T) => string, chosen: T, choose(each: T): void
}) {
  return (
    <fieldset className="choice-field">
      <legend>{legend}</legend>
      <div className="choices">
        {options.map(each => <button type="button" key={String(each)} aria-pressed={each === chosen} onClick={() => choose(each)}>{words(each)}</button>)}
      </div>
    </fieldset>
  )
}

function Made({ share, passcode, close }: { share: MadeShare, passcode: string, close(): void }) {
  const t = useTexts()
  const day = useDay()
  const canSend = typeof navigator.share === 'function'
  const send = () => void navigator.share({ url: share.link }).catch(() => {
    // Whoever closes the phone's own sheet has changed their mind.
  })
  return (
    <>
      <p className="muted">{t.share.until(day(share.expiresAt), share.openingsLeft)}</p>
      <section className="step">
        <h3>{t.share.one}</h3>
        <p className="muted">{t.share.qr}</p>
        <QrCode text={share.link} label={t.share.qr} />
        <div className="two-buttons">
          {canSend && <button type="button" className="button" onClick={send}><Icon name="share" />{t.share.send}</button>}
          <CopyButton text={share.link} label={t.share.copyLink} test="copy-link" />
        </div>
        <input className="link-text mono" readOnly data-test="link" aria-label={t.share.linkText} value={share.link} onFocus={event => event.target.select()} />
      </section>
      <section className="step">
        <h3>{t.share.two}</h3>
        <p className="passcode-shown mono" data-test="passcode-shown">{passcode}</p>
        <CopyButton text={passcode} label={t.share.copyPasscode} test="copy-passcode" />
        <p className="muted">{t.share.twoHint}</p>
      </section>
      <button className="button wide-button" onClick={close}>{t.close}</button>
    </>
  )
}
