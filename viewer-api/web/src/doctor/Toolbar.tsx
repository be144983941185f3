import { useTexts } from '../app/settings'
import type { Window } from '../dicom/image'
import { Icon, type IconName } from '../parts/Icon'
import type { Tool } from '../viewer/gestures'
import { CT_PRESETS, type PresetName, sameWindow } from '../viewer/window'

const TOOLS: Tool[] = ['window', 'scroll', 'zoom', 'pan']
const PRESETS: PresetName[] = ['default', 'lung', 'bone', 'soft', 'brain']

export interface ToolbarProps {
  tool: Tool
  setTool(tool: Tool): void
  two: boolean
  split(two: boolean): void
  sync: boolean
  setSync(sync: boolean): void
  playing: boolean
  setPlaying(playing: boolean): void
  /** Whether Hounsfield presets mean anything here. */
  ct: boolean
  /** Whether there is a window to set at all: colours have none. */
  windowed: boolean
  window: Window | undefined
  preset(name: PresetName): void
  inverted: boolean
  invert(): void
  reset(): void
}

export function Toolbar(props: ToolbarProps) {
  const t = useTexts()
  const chosen = PRESETS.find(name => name === 'default' ? !props.window : sameWindow(props.window, CT_PRESETS[name]))
  return (
    <div className="toolbar" role="group" aria-label={t.viewer.tools} title={t.viewer.keys}>
      <div className="toolbar-group">
        {TOOLS.map(tool => (
          <ToolButton key={tool} icon={tool} label={t.viewer[tool]} pressed={props.tool === tool} run={() => props.setTool(tool)}
            cannot={tool === 'window' && !props.windowed ? t.viewer.noWindow : undefined} />
        ))}
      </div>
      <div className="toolbar-group presets" role="group" aria-label={t.viewer.presets}>
        {PRESETS.filter(name => props.ct || name === 'default').map(name => (
          <button key={name} className="tool text" data-test={`preset-${name}`} aria-pressed={props.windowed && chosen === name}
            disabled={!props.windowed} title={props.windowed ? undefined : t.viewer.noWindow} onClick={() => props.preset(name)}>
            {t.presets[name]}
          </button>
        ))}
      </div>
      <div className="toolbar-group">
        <ToolButton icon="invert" label={t.viewer.invert} pressed={props.inverted} run={props.invert} />
        <ToolButton icon="reset" label={t.viewer.reset} run={props.reset} />
        <ToolButton icon={props.playing ? 'pause' : 'play'} label={props.playing ? t.viewer.pause : t.viewer.play} pressed={props.playing}
          run={() => props.setPlaying(!props.playing)} />
      </div>
      <div className="toolbar-group">
        <ToolButton icon="one" label={t.viewer.one} pressed={!props.two} run={() => props.split(false)} />
        <ToolButton icon="two" label={t.viewer.two} pressed={props.two} run={() => props.two || props.split(true)} />
        {props.two && <ToolButton icon="sync" label={t.viewer.sync} pressed={props.sync} run={() => props.setSync(!props.sync)} />}
      </div>
    </div>
  )
}

function ToolButton({ icon, label, pressed, cannot, run }: {
  icon: IconName, label: string, pressed?: boolean, run: () => void
  /** Why it can do nothing here, when it cannot. */
  cannot?: string | undefined
}) {
  return (
    <button className="tool" data-test={`tool-${icon}`} disabled={cannot !== undefined} title={cannot} {...(pressed === undefined ? {} : { 'aria-pressed': pressed })} onClick={run}>
      <Icon name={icon} />{label}
    </button>
  )
}
