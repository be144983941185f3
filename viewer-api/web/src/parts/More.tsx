import { useTexts } from '../app/settings'
import { Icon } from './Icon'
import type { Older } from './useOlder'

/** The way to what is older, below a list; says when it is on its way and when it did not come. */
export function More<Row>({ list, label }: { list: Older<Row>, label: string }) {
  const t = useTexts()
  if (list.state !== 'ready' || !list.more) return null
  return (
    <>
      {list.missed && <p className="alert" role="alert"><Icon name="warn" />{t.sentences(t.failed, t.failedDetail)}</p>}
      <button className="button plain wide-button" data-test="older" disabled={list.busy} onClick={list.more}>{list.busy ? t.loading : label}</button>
    </>
  )
}
