import { createBirpc } from 'birpc'
import type { LabFunctions, NumberedEvent, ViewFunctions } from '../../src-main/protocol.ts'
import type { Link } from './host.ts'

export interface Channel {
  post(data: unknown): void
  onMessage(listener: (data: unknown) => void): void
  serialize?(data: unknown): unknown
  deserialize?(data: unknown): unknown
  close(): void
}

/** Calls and pushed events over any channel that carries messages both ways in order. */
export function rpcLink(channel: Channel, view: ViewFunctions): Link {
  // No prototype: a name sent by the other side can never reach Object's own functions.
  const functions: ViewFunctions = Object.assign(Object.create(null) as object, {
    event: (event: NumberedEvent) => view.event(event),
  })
  const rpc = createBirpc<LabFunctions, ViewFunctions>(functions, {
    post: (data) => channel.post(data),
    on: (listener) => channel.onMessage(listener),
    serialize: (message: unknown) => channel.serialize?.(message) ?? message,
    deserialize: (data: unknown) => channel.deserialize?.(data) ?? data,
    // A large archive takes minutes; what has no answer ends with the connection.
    timeout: -1,
  })
  return {
    request: (name, argument) => rpc.request(name, argument),
    close() {
      rpc.$close()
      channel.close()
    },
  }
}
