import { engineMessageSchema, type EngineMessage, type HostMessage } from '../engine_process/messages.ts'
import type { EnginePort, SpawnEngine } from './engine-port.ts'
import { say, type Sentence } from '../../src-engine/sentence.ts'

export type StartMessage = Extract<HostMessage, { type: 'start' }>
export type EngineCommand = Exclude<HostMessage, StartMessage>
/** What the process says about its run, once it is ready. */
export type RunMessage = Exclude<EngineMessage, { type: 'ready' }>

/** How long a process may take to say that it is ready. */
const handshakeTimeout = 20_000

export interface SupervisorOptions {
  readonly spawn: SpawnEngine
  readonly start: StartMessage
  /** `finished` or `failed` is the last one. */
  readonly onMessage: (message: RunMessage) => void
  /** The process ended without its last message; says why in half a sentence. Nothing comes after it. */
  readonly onDeath: (reason: Sentence) => void
}

/** One process that trains one run. */
export interface SupervisedEngine {
  /** Commands given before the process is ready reach it after `start`. */
  command(command: EngineCommand): void
  /** Ends it at once; neither listener is called any more. */
  kill(): void
}

/**
 * Starts a process, hands it its run once it is ready, checks every message, and notices its death.
 */
export function superviseEngine({ spawn, start, onMessage, onDeath }: SupervisorOptions): SupervisedEngine {
  let state: 'starting' | 'ready' | 'over' = 'starting'
  const early: EngineCommand[] = []
  let port: EnginePort | null = null
  const handshake = setTimeout(() => {
    die(say('the training process did not start'))
  }, handshakeTimeout)

  try {
    port = spawn()
    port.onMessage(receive)
    port.onExit((code) => {
      const how = code === null ? say('it was killed') : say('exit code {code}', { code })
      die(say('the training process ended unexpectedly ({how})', { how }))
    })
  } catch (error) {
    // After this call has returned, as every other death is told.
    queueMicrotask(() => {
      const reason = error instanceof Error ? error.message : String(error)
      die(say('the training process could not be started ({reason})', { reason }))
    })
  }

  return {
    command(command) {
      if (state === 'starting') early.push(command)
      else if (state === 'ready') port?.send(command)
    },
    kill: end,
  }

  function receive(raw: unknown): void {
    if (state === 'over') return
    const { success, data: message, error } = engineMessageSchema.safeParse(raw)
    if (!success) {
      console.error(error)
      die(say('the training process said something the lab does not understand'))
      return
    }
    if (message.type === 'ready') {
      if (state === 'starting') begin()
      return
    }
    // The process has nothing left to do after its last message; what that message leads to may start another.
    if (message.type === 'finished' || message.type === 'failed') end()
    onMessage(message)
  }

  function begin(): void {
    state = 'ready'
    clearTimeout(handshake)
    port?.send(start)
    for (const command of early) port?.send(command)
  }

  function die(reason: Sentence): void {
    if (state === 'over') return
    end()
    onDeath(reason)
  }

  function end(): void {
    state = 'over'
    clearTimeout(handshake)
    port?.kill()
  }
}
