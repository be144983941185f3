import type { Bearer } from '../api/http'
import type { OpenedFile } from './jwe'
import { readFiles, type Shared } from './content'

const KEPT = 'cloudfilm.link'

interface Kept { url: string, at: number, files: OpenedFile[] }

/** What an opened link gave, for this tab: loading the page again shall not cost the patient another opening. */
export function keep(url: string, files: OpenedFile[], now: number) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ url, at: now, files } satisfies Kept))
  } catch {
    // No room, or no storage in a private window: then it is asked for again.
  }
}

export function kept(url: string, now: number): Shared | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null
    if (stored?.url !== url) return undefined
    const shared = readFiles(stored.files, stored.at)
    return shared.access && shared.access.expires > now ? shared : undefined
  } catch {
    return undefined
  }
}

export const forget = () => sessionStorage.removeItem(KEPT)

/** The token of a link. It cannot be renewed: when it is refused, there is nothing more to see. */
export function linkBearer(access: { token: string, expires: number }, ended: () => void): Bearer {
  return {
    token: async () => {
      if (Date.now() < access.expires) return access.token
      ended()
      return undefined
    },
    renew: async () => {
      ended()
      return undefined
    },
  }
}
