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
import { say } from '../../src-engine/sentence.ts'

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

/** One try to connect and, if it succeeds, the connection. */
interface Attempt {
  link: Link | null
  closed: boolean
  /** Events wait here until the lab has said what came before them; then null. */
  waiting: NumberedEvent[] | null
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

  async function connect(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    tell({ kind: 'connecting' })
    const attempt: Attempt = { link: null, closed: false, waiting: [] }
    const connection = await open(attempt).catch((error: unknown) => {
      // Why a connection fails is the network's business; the state says that it did and when it is tried again.
      console.warn('The lab cannot be reached', error)
      lose(attempt)
      return null
    })
    if (connection && !attempt.closed) settle(attempt, connection)
  }

  async function open(attempt: Attempt): Promise<Connection> {
    attempt.link = await host.open({ event: (event) => receive(attempt, event) }, () => lose(attempt))
    return ask(attempt.link, 'connect', { after: position })
  }

  /** The connection carries: requests may use it, what was missed happens, then the events that waited. */
  function settle(attempt: Attempt, connection: Connection): void {
    link = attempt.link
    delay = firstDelay
    catchUp(connection)
    const early = attempt.waiting ?? []
    attempt.waiting = null
    tell({ kind: 'connected' })
    for (const event of early) receive(attempt, event)
  }

  function lose(attempt: Attempt): void {
    if (attempt.closed) return
    attempt.closed = true
    attempt.link?.close()
    if (link === attempt.link) link = null
    tell({ kind: 'lost', retryAt: Date.now() + delay })
    timer = setTimeout(() => void connect(), delay)
    delay = Math.min(delay * 2, longestDelay)
  }

  function receive(attempt: Attempt, event: NumberedEvent): void {
    if (attempt.closed) return
    if (attempt.waiting) attempt.waiting.push(event)
    // A gap means that something was lost on the way: connect anew and ask for it.
    else if (position && event.sequence !== null && event.sequence > position.sequence + 1) lose(attempt)
    else apply(event)
  }

  function apply({ sequence, event }: NumberedEvent): void {
    if (!position) return
    if (sequence !== null) {
      if (sequence <= position.sequence) return
      position = { ...position, sequence }
    }
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

  return {
    send(name, argument) {
      if (link) return ask(link, name, argument)
      return Promise.reject(new LabFailure('disconnected', say('The lab is not connected')))
    },
    follow: (follower) => void followers.push(follower),
    start: () => void connect(),
    retry() {
      if (timer !== undefined) void connect()
    },
  }
}

async function ask<K extends RequestName>(link: Link, name: K, argument: RequestArguments<K>): Promise<Responses[K]> {
  const envelope = await link.request(name, argument).catch((cause: unknown) => {
    throw new LabFailure('disconnected', say('The connection to the lab ended before it answered'), [], { cause })
  })
  if (!envelope.ok) throw new LabFailure(envelope.error.code, envelope.error.message, envelope.error.problems)
  // The protocol's table of responses is the contract; both sides are compiled against it.
  return envelope.value as Responses[K]
}
