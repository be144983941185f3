import { useCallback, useEffect, useMemo, useReducer, useState } from 'react'
import { RequestFailure } from '../api/http'
import { SignInError } from '../auth/session'
import type { Image } from '../dicom/image'
import { type Frame, frameBytes, loadFrame, loadRendered } from './frames'
import { Stack } from './stack'

export interface FrameState {
  /** The picture to draw: of `slice`, which trails the wanted one while that is loading. */
  frame: Frame | undefined
  slice: number
  loading: boolean
  /** Why the wanted picture could not be had, when it could not. */
  failure: 'network' | 'picture' | undefined
  retry(): void
  loadedCount: number
}

interface Options {
  cacheBytes: number
  concurrency: number
  /** Shows the server's small rendering until the full frame is there. */
  previewFirst: boolean
}

/** Loads a series' frames around the wanted one for as long as the component lives. */
export function useFrames(images: readonly Image[], wanted: number, options: Options): FrameState {
  const { cacheBytes, concurrency, previewFirst } = options
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const [last] = useState<{ images?: readonly Image[], frame?: Frame, slice: number }>({ slice: 0 })
  const stack = useMemo(() => new Stack<Frame>({
    count: images.length, cacheBytes, concurrency,
    bytesOf: index => frameBytes(images[index]!),
    load: (index, signal) => loadFrame(images[index]!, signal),
  }), [images, cacheBytes, concurrency])
  const [preview, setPreview] = useState<{ image: Image, frame: Frame }>()

  useEffect(() => {
    const leave = stack.subscribe(redraw)
    return () => {
      leave()
      stack.dispose()
    }
  }, [stack])
  useEffect(() => {
    stack.show(wanted)
    redraw()
  }, [stack, wanted])

  const retry = useCallback(() => {
    stack.retry()
    redraw()
  }, [stack])
  useEffect(() => {
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [retry])

  const image = images[wanted]
  const missing = previewFirst && image?.format !== undefined && stack.get(wanted) === undefined
  useEffect(() => {
    if (!missing || !image) return
    const abort = new AbortController()
    loadRendered(image, abort.signal).then(
      frame => abort.signal.aborted || setPreview({ image, frame }),
      () => {
        // The full frame is on its way.
      })
    return () => abort.abort()
  }, [missing, image])

  const frame = stack.get(wanted) ?? (image && preview?.image === image ? preview.frame : undefined)
  if (last.images !== images) Object.assign(last, { images, frame: undefined, slice: wanted })
  if (frame) Object.assign(last, { frame, slice: wanted })
  return {
    frame: last.frame,
    slice: last.slice,
    loading: stack.get(wanted) === undefined && !stack.failed(wanted),
    failure: stack.failed(wanted) ? failureOf(stack.failure(wanted)) : undefined,
    retry,
    loadedCount: stack.loadedCount,
  }
}

/** Statuses of a server, or of something before it, that is busy or on its way up. */
const PASSING = new Set([429, 502, 503, 504])

/** What may pass by itself, and what is wrong with the picture or not to be seen. */
const failureOf = (error: unknown) =>
  error instanceof TypeError || error instanceof SignInError || (error instanceof RequestFailure && PASSING.has(error.status)) ? 'network' : 'picture'
