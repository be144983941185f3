import { useEffect, useState } from 'react'
import { useTexts } from '../app/settings'
import { Icon } from './Icon'

/** Puts a text into the clipboard and says so. */
export function CopyButton({ text, label, test }: { text: string, label: string, test: string }) {
  const t = useTexts()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 4000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => void put(text).then(() => setCopied(true), () => {
    // The text is on the page and can be copied by hand.
  })
  return (
    <button type="button" className="button plain" data-test={test} onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} /><span role="status">{copied ? t.share.copied : label}</span>
    </button>
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
