import { describe, expect, it } from 'vitest'
import { Stack } from './stack'

/** A server whose answers the test gives one by one. */
class Server {
  readonly open = new Map<number, { answer(value: string): void, fail(): void }>()
  readonly asked: number[] = []
  readonly aborted: number[] = []
  most = 0

  load = (index: number, signal: AbortSignal) => new Promise<string>((resolve, reject) => {
    this.asked.push(index)
    signal.addEventListener('abort', () => {
      this.aborted.push(index)
      this.open.delete(index)
      reject(new DOMException('aborted', 'AbortError'))
    })
    this.open.set(index, { answer: resolve, fail: () => reject(new Error('broken')) })
    this.most = Math.max(this.most, this.open.size)
  })

  async answer(...indices: number[]) {
    for (const index of indices) {
      this.open.get(index)!.answer(`frame ${index}`)
      this.open.delete(index)
      await settle()
    }
  }

  async answerAll() {
    while (this.open.size > 0) await this.answer(...[...this.open.keys()])
  }
}

const settle = async () => {
  for (let i = 0; i < 4; i++) await Promise.resolve()
}

function stack(server: Server, options: { count?: number, frames?: number, concurrency?: number } = {}) {
  const { count = 100, frames = 10, concurrency = 3 } = options
  return new Stack<string>({ count, bytesOf: () => 10, cacheBytes: frames * 10, concurrency, load: server.load })
}

describe('a stack of frames', () => {
  it('firstShown_currentAlone_thenItsNeighbours', async () => {
    const server = new Server(), frames = stack(server)
    frames.show(50)
    expect(server.asked).toEqual([50])
    await server.answer(50)
    expect(frames.get(50)).toBe('frame 50')
    expect(server.asked).toEqual([50, 51, 52, 49])
  })

  it('movedOnBeforeTheFirstHasCome_goesThereWithoutWaiting', () => {
    const server = new Server(), frames = stack(server)
    frames.show(50)
    frames.show(51)
    expect(server.asked).toEqual([50, 51])
  })

  it('scrollingBack_looksBackFirst', async () => {
    const server = new Server(), frames = stack(server)
    frames.show(50)
    await server.answerAll()
    server.asked.length = 0
    frames.show(40)
    await server.answer(40)
    expect(server.asked).toEqual([40, 39, 38, 41])
  })

  it('neverMoreRequestsThanAllowed', async () => {
    const server = new Server(), frames = stack(server, { frames: 30 })
    frames.show(0)
    await server.answerAll()
    expect(server.most).toBe(3)
    expect(frames.loadedCount).toBe(30)
  })

  it('jump_requestsOutOfReach_areAborted', async () => {
    const server = new Server(), frames = stack(server)
    frames.show(0)
    await server.answer(0)
    frames.show(90)
    await settle()
    expect(server.aborted).toEqual([1, 2, 3])
    expect([...server.open.keys()]).toEqual([90])
  })

  it('jumpWithinReach_farthestRequestGivesWay', async () => {
    const server = new Server(), frames = stack(server, { frames: 100 })
    frames.show(0)
    await server.answer(0)
    frames.show(60)
    await settle()
    expect(server.open.has(60)).toBe(true)
    expect(server.aborted).toEqual([1])
    await server.answerAll()
    expect(frames.get(1)).toBe('frame 1')
  })

  it('cacheIsFull_farFramesAreDropped', async () => {
    const server = new Server(), frames = stack(server)
    frames.show(0)
    await server.answerAll()
    frames.show(80)
    await server.answerAll()
    expect(frames.get(0)).toBeUndefined()
    expect(frames.get(80)).toBe('frame 80')
    expect(frames.loadedCount).toBe(10)
  })

  it('oneFrameLargerThanTheCache_isLoadedAllTheSame', async () => {
    const server = new Server(), frames = stack(server, { frames: 0 })
    frames.show(5)
    await server.answerAll()
    expect(server.asked).toEqual([5])
    expect(frames.get(5)).toBe('frame 5')
  })

  it('frameFails_othersGoOn_andShowingItAgainTriesAgain', async () => {
    const server = new Server(), frames = stack(server, { count: 3 })
    frames.show(0)
    server.open.get(0)!.fail()
    server.open.delete(0)
    await settle()
    expect(frames.failed(0)).toBe(true)
    await server.answerAll()
    expect(frames.loadedCount).toBe(2)
    frames.show(0)
    expect(frames.failed(0)).toBe(false)
    await server.answerAll()
    expect(frames.get(0)).toBe('frame 0')
  })

  it('retried_whateverFailedIsAskedForAgain', async () => {
    const server = new Server(), frames = stack(server)
    frames.show(0)
    server.open.get(0)!.fail()
    await settle()
    server.open.get(1)!.fail()
    await settle()
    expect(frames.failure(0)).toEqual(new Error('broken'))
    frames.retry()
    await server.answerAll()
    expect(frames.get(0)).toBe('frame 0')
    expect(frames.get(1)).toBe('frame 1')
  })

  it('disposed_everythingIsAborted_andNothingStarts', async () => {
    const server = new Server(), frames = stack(server)
    frames.show(0)
    await server.answer(0)
    frames.dispose()
    await settle()
    expect(server.open.size).toBe(0)
    frames.show(1)
    expect(server.asked).toEqual([0, 1, 2, 3])
  })
})
