import { createBirpc } from 'birpc'
import { z } from 'zod'
import type { Lab } from '../core/lab.ts'
import type { LabFunctions, ViewFunctions } from '../protocol.ts'

/** Anything that carries messages to and from one view, in order. */
export interface ViewChannel {
  post(data: unknown): void
  onMessage(listener: (data: unknown) => void): void
  /** Between a message and what the channel carries; without them the message itself is carried. */
  serialize?(message: unknown): unknown
  deserialize?(data: unknown): unknown
  /** The view said something that is not a call, or the channel failed: it is not to be trusted any further. */
  onFault(error: unknown): void
}

/** The only thing a view may send: a call. (Its functions return nothing, so it never answers.) */
const callSchema = z.object({
  t: z.literal('q'),
  i: z.string().max(64).optional(),
  m: z.string().max(64),
  a: z.array(z.unknown()).max(8),
  o: z.boolean().optional(),
})

/**
 * Lets one view call the lab and follow its events. Events begin with the view's first `connect`: before it, the view
 * has no picture they could change.
 *
 * @returns ends it
 */
export function linkView(lab: Lab, channel: ViewChannel): () => void {
  let endEvents: (() => void) | null = null
  let closed = false

  const follow = (): void => {
    if (closed) return
    endEvents ??= lab.subscribe((event) => {
      // A channel that cannot carry the event reports itself through onGeneralError.
      void rpc.event.asEvent(event)
    })
  }

  const request: LabFunctions['request'] = (name, argument) => {
    // Before the lab takes its picture, so that no event falls between the picture and the stream.
    if (name === 'connect') follow()
    return lab.handle(name, argument)
  }

  // No prototype: a name sent by the other side can never reach Object's own functions.
  const functions: LabFunctions = Object.assign(Object.create(null) as object, { request })
  const rpc = createBirpc<ViewFunctions, LabFunctions>(functions, {
    post: (data) => {
      if (!closed) channel.post(data)
    },
    on: (listener) => channel.onMessage(listener),
    serialize: (message: unknown) => channel.serialize?.(message) ?? message,
    deserialize: (data: unknown) => callSchema.parse(channel.deserialize?.(data) ?? data),
    onGeneralError: (error) => {
      channel.onFault(error)
      return true
    },
  })

  return () => {
    closed = true
    endEvents?.()
    endEvents = null
    rpc.$close()
  }
}
