import { type ReactNode, useId } from 'react'
import { useTexts } from '../app/settings'
import { Icon } from './Icon'
import { useModal } from './useModal'

/** Something to answer before going on: in the middle of a desk's screen, at the bottom of a phone's. Escape closes it. */
export function Dialog({ title, close, children }: { title: string, close(): void, children: ReactNode }) {
  const t = useTexts()
  const id = useId()
  const dialog = useModal()
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby={id} onClose={close}>
      <header><h2 id={id}>{title}</h2><button type="button" className="quiet" onClick={close} aria-label={t.close}><Icon name="close" /></button></header>
      {children}
    </dialog>
  )
}

/** A question with one thing to do. Stays open while that is under way, and when it failed. */
export function Confirm({ title, detail, action, keep, busy, failed, run, close }: {
  title: string, detail: string, action: string, keep: string, busy: boolean, failed: string | undefined, run(): void, close(): void
}) {
  return (
    <Dialog title={title} close={close}>
      <p>{detail}</p>
      {failed && <p className="alert" role="alert"><Icon name="warn" />{failed}</p>}
      <div className="dialog-buttons">
        <button type="button" className="button" data-test="confirm" disabled={busy} onClick={run}>{action}</button>
        <button type="button" className="button plain" onClick={close}>{keep}</button>
      </div>
    </Dialog>
  )
}
