import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'

/** A panel from the bottom edge, within reach of the thumb. Escape, the button or a tap outside closes it. */
export function Sheet({ title, close, children }: { title: string, close(): void, children: ReactNode }) {
  const t = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog className="sheet" ref={dialog} aria-label={title} onClose={close}
      onClick={event => event.target === dialog.current && close()}>
      <div className="sheet-inner">
        <header><h2>{title}</h2><button className="tool text" onClick={close}><Icon name="close" />{t.close}</button></header>
        {children}
      </div>
    </dialog>
  )
}
