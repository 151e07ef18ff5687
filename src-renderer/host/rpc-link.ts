import { createBirpc } from 'birpc'
import type { LabFunctions, ViewFunctions } from '../../src-main/protocol.ts'
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
  const functions: ViewFunctions = Object.assign(Object.create(null), { event: view.event })
  const rpc = createBirpc<LabFunctions, ViewFunctions>(functions, {
    post: (data) => channel.post(data),
    on: (listener) => channel.onMessage(listener),
    ...(channel.serialize ? { serialize: channel.serialize } : {}),
    ...(channel.deserialize ? { deserialize: channel.deserialize } : {}),
  })
  return {
    request: (name, argument) => rpc.request(name, argument),
    close() {
      rpc.$close()
      channel.close()
    },
  }
}
