import { RequestFailure } from '../api/http'

/** As long as a busy server asks for (its Retry-After), then longer. */
const PAUSES_MS = [2000, 5000]

/** Asks again what a server was too busy for (503), a few times; whoever has scrolled on waits for nothing. */
export async function patiently<T>(load: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await load()
    } catch (error) {
      if (!(error instanceof RequestFailure) || error.status !== 503) throw error
    }
    await passed(pause, signal)
  }
  return load()
}

const passed = (pause: number, signal: AbortSignal) => new Promise<void>((resolve, reject) => {
  const timer = setTimeout(resolve, pause)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    reject(signal.reason as Error)
  }, { once: true })
})
