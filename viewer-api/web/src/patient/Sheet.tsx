import { type ReactNode, useRef } from 'react'
import { useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'
import { useModal } from '../parts/useModal'

/**
 * A panel from the bottom edge, within reach of the thumb. Escape, the button or a tap outside closes it.
 *
 * @param once what it shows is shown only now: then only its buttons close it
 */
export function Sheet({ title, close, once = false, children }: { title: string, close(): void, once?: boolean, children: ReactNode }) {
  const t = useTexts()
  const dialog = useModal()
  // Whoever selects a text may let go of it outside.
  const pressedOutside = useRef(false)
  return (
    <dialog className="sheet" ref={dialog} aria-label={title} onClose={close} onCancel={event => once && event.preventDefault()}
      onPointerDown={event => { pressedOutside.current = event.target === dialog.current }}
      onClick={event => !once && pressedOutside.current && event.target === dialog.current && close()}>
      <div className="sheet-inner">
        <header><h2>{title}</h2><button className="tool text" onClick={close}><Icon name="close" />{t.close}</button></header>
        {children}
      </div>
    </dialog>
  )
}
