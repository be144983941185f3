import { useTexts } from '../app/settings'
import { Icon } from '../parts/Icon'

/** Runs through the stack under the thumb; the two buttons turn single pages, a third one plays what moves. */
export function Scrubber({ index, count, change, playing = false, play }: {
  index: number, count: number, change(index: number): void, playing?: boolean, play?: (playing: boolean) => void
}) {
  const t = useTexts()
  if (count < 2) return null
  return (
    <div className="scrubber">
      {play && <button className="tool" data-test="play" aria-label={playing ? t.viewer.pause : t.viewer.play} onClick={() => play(!playing)}><Icon name={playing ? 'pause' : 'play'} /></button>}
      <button className="tool" aria-label={t.viewer.previous} disabled={index === 0} onClick={() => change(index - 1)}><Icon name="back" /></button>
      <div className="scrubber-track">
        <output data-test="slice">{index + 1} / {count}</output>
        <input type="range" data-test="scrubber" min={1} max={count} value={index + 1} aria-label={t.viewer.position}
          aria-valuetext={`${index + 1} / ${count}`} onChange={event => change(Number(event.target.value) - 1)} />
      </div>
      <button className="tool" aria-label={t.viewer.next} disabled={index === count - 1} onClick={() => change(index + 1)}><Icon name="next" /></button>
    </div>
  )
}
