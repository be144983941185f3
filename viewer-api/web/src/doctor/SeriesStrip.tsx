import { useTexts } from '../app/settings'
import { type Series, seriesPath } from '../dicom/query'
import { Thumbnail } from '../parts/Thumbnail'
import { seriesName } from '../viewer/series'

export function SeriesStrip({ series, shown, active, choose }: {
  series: readonly Series[], shown: readonly string[], active: string | undefined, choose(uid: string): void
}) {
  const t = useTexts()
  return (
    <nav className="strip" aria-label={t.viewer.series}>
      {series.map(each => (
        <button key={each.uid} data-test="series" aria-current={each.uid === active} className={shown.includes(each.uid) ? 'shown' : ''}
          onClick={() => choose(each.uid)}>
          <Thumbnail path={`${seriesPath(each.study, each.uid)}/thumbnail`} alt="" />
          <span className="strip-text"><strong>{seriesName(each, t)}</strong><small>{each.modality} · {t.viewer.slices(each.imageCount)}</small></span>
        </button>
      ))}
    </nav>
  )
}
