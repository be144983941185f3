import { useEffect, useState } from 'react'
import { useTexts } from '../app/settings'
import { Icon } from './Icon'

const SAID_MS = 4000

/** Puts a text into the clipboard and says so; or says that it has to be copied by hand. */
export function CopyButton({ text, label, failed = '', test }: { text: string, label: string, failed?: string, test: string }) {
  const t = useTexts()
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  useEffect(() => {
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome(undefined), SAID_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () => void put(text).then(() => setOutcome('copied'), () => setOutcome('failed'))
  return (
    <>
      <button type="button" className="button plain" data-test={test} onClick={copy}>
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} /><span role="status">{outcome === 'copied' ? t.share.copied : label}</span>
      </button>
      {outcome === 'failed' && failed && <p role="status" className="muted">{failed}</p>}
    </>
  )
}

async function put(text: string) {
  // There is no clipboard without https.
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  // In an open dialog everything outside is inert and cannot be selected.
  const place = document.querySelector('dialog[open]') ?? document.body
  place.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  if (!done) throw new Error('copying is not possible')
}
