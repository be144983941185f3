import { useSettings } from './settings'
import type { Language } from './texts'

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }

/** Days and moments are those of the hospitals, wherever the browser is. */
const ZONE = 'Asia/Shanghai'

/** 2026年11月22日, 22 November 2026; of an instant or of a day as 2026-11-22. */
export function day(when: string | null, language: Language): string {
  const date = instant(when)
  return date ? new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: ZONE }).format(date) : ''
}

/** 11月22日 14:05; with the year when it is not the present one. */
export function moment(when: string | null, language: Language, now = new Date()): string {
  const date = instant(when)
  if (!date) return ''
  const year = (each: Date) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: ZONE }).format(each)
  return new Intl.DateTimeFormat(LOCALES[language], {
    ...(year(date) === year(now) ? {} : { year: 'numeric' }),
    month: language === 'zh' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE,
  }).format(date)
}

/** Whole days from one moment to another, by the calendar. */
export function daysBetween(from: string, to: string | Date): number {
  const number = (date: Date | undefined) => date && Math.floor((date.getTime() + 8 * 3_600_000) / 86_400_000)
  const first = number(instant(from)), last = number(typeof to === 'string' ? instant(to) : to)
  return first === undefined || last === undefined ? 0 : last - first
}

function instant(when: string | null): Date | undefined {
  if (!when) return undefined
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(when) ? `${when}T00:00:00+08:00` : when)
  return Number.isNaN(date.getTime()) ? undefined : date
}

export function useDay(): (when: string | null) => string {
  const { language } = useSettings()
  return when => day(when, language)
}

export function useMoment(): (when: string | null) => string {
  const { language } = useSettings()
  return when => moment(when, language)
}
