/** What a stack must know to load its frames: sizes in bytes, and how to get one. */
export interface StackOptions<T> {
  count: number
  /** Expected bytes of one frame once loaded. */
  bytesOf(index: number): number
  load(index: number, signal: AbortSignal): Promise<T>
  /** Frames beyond this are dropped, those farthest from the current one first. */
  cacheBytes: number
  concurrency: number
}

/**
 * Loads the current frame, and once anything is there the frames around it, nearest first and a little farther ahead than
 * behind, with few requests at once and a bounded memory. Requests that fell out of reach are aborted.
 */
export class Stack<T> {
  readonly #options: StackOptions<T>
  readonly #loaded = new Map<number, T>()
  readonly #failed = new Map<number, unknown>()
  readonly #running = new Map<number, AbortController>()
  readonly #listeners = new Set<() => void>()
  #wanted: number[] = []
  #current = 0
  #direction: 1 | -1 = 1
  #disposed = false

  constructor(options: StackOptions<T>) {
    this.#options = options
  }

  get loadedCount(): number {
    return this.#loaded.size
  }

  get(index: number): T | undefined {
    return this.#loaded.get(index)
  }

  failed(index: number): boolean {
    return this.#failed.has(index)
  }

  /** Why it failed. */
  failure(index: number): unknown {
    return this.#failed.get(index)
  }

  /** Tries again whatever has failed. */
  retry() {
    this.#failed.clear()
    this.#pump()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Makes `index` the current frame and loads what lies around it. */
  show(index: number) {
    if (this.#disposed) return
    if (index !== this.#current) this.#direction = index > this.#current ? 1 : -1
    this.#current = index
    this.#failed.delete(index)
    this.#wanted = this.#reach()
    const wanted = new Set(this.#wanted)
    for (const key of [...this.#loaded.keys()]) if (!wanted.has(key)) this.#loaded.delete(key)
    for (const [key, controller] of this.#running) if (!wanted.has(key)) controller.abort()
    this.#makeRoomForCurrent()
    this.#pump()
  }

  dispose() {
    this.#disposed = true
    this.#running.forEach(controller => controller.abort())
    this.#loaded.clear()
    this.#listeners.clear()
  }

  /** Indices to hold, most wanted first, as many as the cache takes (the current one always). */
  #reach(): number[] {
    const { count, bytesOf, cacheBytes } = this.#options
    const order: number[] = []
    let room = cacheBytes
    const take = (index: number) => {
      if (index < 0 || index >= count) return true
      room -= bytesOf(index)
      if (room < 0 && order.length > 0) return false
      order.push(index)
      return true
    }
    take(this.#current)
    // Two ahead for each one behind.
    for (let ahead = 1, behind = 1; ahead < count || behind < count;) {
      const open = take(this.#current + this.#direction * ahead++)
        && take(this.#current + this.#direction * ahead++)
        && take(this.#current - this.#direction * behind++)
      if (!open) break
    }
    return order
  }

  /** A jump must not wait behind prefetching that started before it. */
  #makeRoomForCurrent() {
    const current = this.#current
    if (this.#loaded.has(current) || this.#running.has(current)) return
    if (this.#running.size < this.#options.concurrency) return
    const farthest = [...this.#running.keys()].sort((a, b) => Math.abs(b - current) - Math.abs(a - current))[0]
    if (farthest !== undefined) this.#stop(farthest)
  }

  #stop(index: number) {
    this.#running.get(index)?.abort()
    this.#running.delete(index)
  }

  #pump() {
    // On a slow link the first picture would wait for those around it, which nobody sees yet.
    const alone = this.#loaded.size + this.#failed.size === 0
    for (const index of alone ? this.#wanted.slice(0, 1) : this.#wanted) {
      if (this.#disposed || this.#running.size >= this.#options.concurrency) return
      if (!this.#loaded.has(index) && !this.#running.has(index) && !this.#failed.has(index)) this.#start(index)
    }
  }

  #start(index: number) {
    const controller = new AbortController()
    this.#running.set(index, controller)
    const settled = (store: () => void) => {
      if (this.#running.get(index) === controller) this.#running.delete(index)
      if (this.#disposed) return
      if (!controller.signal.aborted) {
        store()
        this.#listeners.forEach(listener => listener())
      }
      this.#pump()
    }
    this.#options.load(index, controller.signal).then(
      value => settled(() => this.#loaded.set(index, value)),
      error => settled(() => this.#failed.set(index, error)))
  }
}
