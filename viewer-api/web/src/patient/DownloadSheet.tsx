import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../app/settings'
import { isAbort } from '../api/http'
import type { Study } from '../dicom/query'
import { Icon } from '../parts/Icon'
import { downloadStudy } from './download'
import { Sheet } from './Sheet'

type State = { is: 'asked' } | { is: 'running', done: number, all: number } | { is: 'done' } | { is: 'failed' }

export function DownloadSheet({ study, close }: { study: Study, close(): void }) {
  const t = useTexts()
  const [state, setState] = useState<State>({ is: 'asked' })
  const abort = useRef<AbortController>(undefined)
  useEffect(() => () => abort.current?.abort(), [])
  const start = () => {
    abort.current = new AbortController()
    downloadStudy(study.uid, study.date, (done, all) => setState({ is: 'running', done, all }), abort.current.signal).then(
      () => setState({ is: 'done' }),
      error => isAbort(error) || setState({ is: 'failed' }))
  }
  return (
    <Sheet title={t.viewer.download} close={close}>
      <p>{t.viewer.downloadDetail}</p>
      <p>{t.viewer.downloadSize(study.imageCount)}</p>
      <div role="status">
        {state.is === 'running' && <>
          <progress max={state.all} value={state.done} />
          <p>{t.viewer.downloading(state.done, state.all)}</p>
        </>}
        {state.is === 'done' && <p><strong>{t.viewer.downloadDone}</strong></p>}
        {state.is === 'failed' && <p className="alert"><Icon name="warn" />{t.viewer.downloadFailed}</p>}
      </div>
      {state.is === 'running'
        ? <button className="button wide-button" onClick={close}>{t.viewer.cancel}</button>
        : <button className="button wide-button" data-test="download-start" onClick={state.is === 'done' ? close : start}>
            <Icon name="download" />{state.is === 'done' ? t.close : t.viewer.downloadStart}
          </button>}
    </Sheet>
  )
}
