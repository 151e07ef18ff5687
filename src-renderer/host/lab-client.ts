import type {
  Connection,
  LabEvent,
  NumberedEvent,
  Position,
  RequestArguments,
  RequestName,
  Responses,
  Snapshot,
} from '../../src-main/protocol.ts'
import type { Host, Link } from './host.ts'
import { LabFailure } from './lab-failure.ts'

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** Tried again at `retryAt`, milliseconds since 1970. */
  | { readonly kind: 'lost'; readonly retryAt: number }

export interface LabFollower {
  /** Everything anew: forget what was known. */
  snapshot?(snapshot: Snapshot): void
  event?(event: LabEvent): void
  state?(state: ConnectionState): void
}

/** The lab, seen from the view: typed requests, and one stream of snapshots and events that survives lost connections. */
export interface LabClient {
  /** @throws LabFailure */
  send<K extends RequestName>(name: K, argument: RequestArguments<K>): Promise<Responses[K]>
  /** Follow before {@link start}: nothing that came earlier is told again. */
  follow(follower: LabFollower): void
  start(): void
  /** Tries to connect now instead of waiting. */
  retry(): void
}

const firstDelay = 250
const longestDelay = 8_000

/** Connects through `host`, again and again with growing pauses, and asks for exactly the events it missed. */
export function createLabClient(host: Host): LabClient {
  const followers: LabFollower[] = []
  let link: Link | null = null
  let position: Position | null = null
  let delay = firstDelay
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (state: ConnectionState): void => followers.forEach((follower) => follower.state?.(state))

  function apply({ sequence, event }: NumberedEvent): void {
    if (!position || sequence <= position.sequence) return
    position = { ...position, sequence }
    followers.forEach((follower) => follower.event?.(event))
  }

  function catchUp(connection: Connection): void {
    if (connection.kind === 'snapshot') {
      position = connection.position
      followers.forEach((follower) => follower.snapshot?.(connection.snapshot))
    } else {
      connection.events.forEach(apply)
      position = connection.position
    }
  }

  async function connect(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    tell({ kind: 'connecting' })
    // Events of this connection wait here until the lab has said what came before them.
    let waiting: NumberedEvent[] | null = []
    let opened: Link | null = null
    let closed = false
    const lost = (): void => {
      if (closed) return
      closed = true
      opened?.close()
      if (link === opened) link = null
      tell({ kind: 'lost', retryAt: Date.now() + delay })
      timer = setTimeout(() => void connect(), delay)
      delay = Math.min(delay * 2, longestDelay)
    }
    const onEvent = (event: NumberedEvent): void => {
      if (closed) return
      if (waiting) waiting.push(event)
      // A gap means that something was lost on the way: connect anew and ask for it.
      else if (position && event.sequence > position.sequence + 1) lost()
      else apply(event)
    }
    try {
      opened = await host.open({ event: onEvent }, lost)
      catchUp(await ask(opened, 'connect', { after: position }))
    } catch (error) {
      // Why a connection fails is the network's business; the state says that it did and when it is tried again.
      console.warn('The lab cannot be reached', error)
      lost()
      return
    }
    if (closed) return
    const early = waiting
    waiting = null
    link = opened
    delay = firstDelay
    early.forEach(onEvent)
    if (!closed) tell({ kind: 'connected' })
  }

  return {
    async send(name, argument) {
      if (!link) throw new LabFailure('disconnected', 'The lab is not connected')
      return ask(link, name, argument)
    },
    follow: (follower) => void followers.push(follower),
    start: () => void connect(),
    retry() {
      if (!link && timer) void connect()
    },
  }
}

async function ask<K extends RequestName>(link: Link, name: K, argument: RequestArguments<K>): Promise<Responses[K]> {
  const envelope = await link.request(name, argument).catch((cause: unknown) => {
    throw new LabFailure('disconnected', 'The connection to the lab ended before it answered', [], { cause })
  })
  if (!envelope.ok) throw new LabFailure(envelope.error.code, envelope.error.message, envelope.error.problems)
  // The protocol's table of responses is the contract; both sides are compiled against it.
  return envelope.value as Responses[K]
}
