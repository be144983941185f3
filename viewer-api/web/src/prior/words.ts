import { problemOf } from '../api/http'
import { useLoaded } from '../api/useLoaded'
import { fetchRepeatReasons, type RepeatReason } from '../api/visit'
import { useSettings, useTexts } from '../app/settings'

let asked: Promise<RepeatReason[]> | undefined

/** The lawful reasons for a repeat; asked for once, for they do not change while somebody works. */
export function useRepeatReasons() {
  return useLoaded(() => {
    asked ??= fetchRepeatReasons().catch(error => {
      asked = undefined
      throw error
    })
    return asked
  }, [])
}

/** What a code of a reason is called; text that is no code stays as it is. */
export function useReasonName(): (code: string) => string {
  const { language } = useSettings()
  const [reasons] = useRepeatReasons()
  return code => {
    const known = reasons.state === 'ready' ? reasons.value.find(each => each.code === code) : undefined
    return known ? (language === 'en' ? known.nameEn : known.name) : code
  }
}

/** What went wrong with a decision, in words; undefined when nothing did. */
export function useDecisionFailure(): (error: unknown) => string | undefined {
  const t = useTexts()
  return error => (error === undefined ? undefined : t.prior.problems[problemOf(error)] ?? t.prior.failed)
}
