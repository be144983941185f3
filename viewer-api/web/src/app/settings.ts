import { createContext, useContext } from 'react'
import { texts, type Language, type Texts } from './texts'

export type TextSize = 'normal' | 'large' | 'elder'

/** What a person chose, kept on this device. */
export interface Settings {
  language: Language
  size: TextSize
}

const KEY = 'cloudfilm.settings'
const sizes: readonly TextSize[] = ['normal', 'large', 'elder']

/** Chinese first; whoever opens a link without having been here before is met in the browser's language. */
function firstLanguage(): Language {
  return location.pathname === '/s' && !navigator.language.toLowerCase().startsWith('zh') ? 'en' : 'zh'
}

export function readSettings(stored: string | null = localStorage.getItem(KEY)): Settings {
  if (!stored) return { language: firstLanguage(), size: 'normal' }
  const initial: Settings = { language: 'zh', size: 'normal' }
  try {
    const { language, size } = JSON.parse(stored) as Partial<Settings>
    return {
      language: language === 'en' ? 'en' : 'zh',
      size: size && sizes.includes(size) ? size : 'normal',
    }
  } catch {
    return initial
  }
}

export function keepSettings(settings: Settings) {
  localStorage.setItem(KEY, JSON.stringify(settings))
  applySettings(settings)
}

export function applySettings({ language, size }: Settings) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.documentElement.dataset['size'] = size
}

export interface SettingsAccess extends Settings {
  change(part: Partial<Settings>): void
}

export const SettingsContext = createContext<SettingsAccess>({ language: 'zh', size: 'normal', change: () => {} })

export const useSettings = () => useContext(SettingsContext)

export function useTexts(): Texts {
  return texts[useSettings().language]
}
