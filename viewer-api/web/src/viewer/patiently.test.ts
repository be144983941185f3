import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RequestFailure } from '../api/http'
import { patiently } from './patiently'

describe('a frame of a busy server', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const answers = (...statuses: number[]) => async () => {
    const status = statuses.shift()!
    if (status !== 200) throw new RequestFailure(status)
    return 'frame'
  }

  it('busyTwice_isHadTheThirdTime', async () => {
    const frame = patiently(answers(503, 503, 200), new AbortController().signal)
    await vi.runAllTimersAsync()
    expect(await frame).toBe('frame')
  })

  it('busyForLong_isGivenUp', async () => {
    const frame = patiently(answers(503, 503, 503), new AbortController().signal)
    const outcome = expect(frame).rejects.toMatchObject({ status: 503 })
    await vi.runAllTimersAsync()
    await outcome
  })

  it('refused_isNotAskedAgain', async () => {
    await expect(patiently(answers(404, 200), new AbortController().signal)).rejects.toMatchObject({ status: 404 })
  })

  it('noLongerWanted_isNotAskedAgain', async () => {
    const leave = new AbortController()
    const frame = patiently(answers(503, 200), leave.signal)
    const outcome = expect(frame).rejects.toThrow()
    await vi.advanceTimersByTimeAsync(10)
    leave.abort()
    await outcome
    expect(vi.getTimerCount()).toBe(0)
  })
})
