import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import {
  engineMessageSchema,
  type CheckpointMessage,
  type EngineMessage,
  type HostMessage,
} from '../../src-main/engine_process/messages.ts'
import { fingerprintOf, loadDataset } from '../../src-main/files/datasets.ts'

const entry = join(import.meta.dirname, '../../src-main/engine_process/main.ts')

type MessageOf<T extends EngineMessage['type']> = Extract<EngineMessage, { type: T }>

/** A real engine process and all it has said. */
export interface EngineProcess {
  readonly child: ChildProcess
  readonly messages: readonly EngineMessage[]
  send(message: HostMessage): void
  /** The next message of that type that nobody has waited for yet. */
  next<T extends EngineMessage['type']>(type: T): Promise<MessageOf<T>>
  /** The newest checkpoint of that name so far. */
  checkpoint(name: string): CheckpointMessage | undefined
}

export function startEngine(): EngineProcess {
  const child = fork(entry, { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const messages: EngineMessage[] = []
  let heard = 0
  let ended = false
  let news = Promise.withResolvers<undefined>()
  const tell = () => {
    news.resolve(undefined)
    news = Promise.withResolvers()
  }
  child.on('message', (raw) => {
    messages.push(engineMessageSchema.parse(raw))
    tell()
  })
  child.on('exit', () => {
    ended = true
    tell()
  })

  return {
    child,
    messages,
    send: (message) => child.send(message),
    async next<T extends EngineMessage['type']>(type: T): Promise<MessageOf<T>> {
      for (;;) {
        const message = messages[heard]
        if (message) {
          heard++
          if (message.type === type) return message as MessageOf<T>
        } else {
          if (ended) throw new Error(`the process ended before it said ${type}`)
          await news.promise
        }
      }
    },
    checkpoint: (name) =>
      messages
        .flatMap((message) => ('checkpoints' in message ? message.checkpoints : []))
        .findLast((checkpoint) => checkpoint.name === name),
  }
}

/** 400 points of a spiral through a small network: enough work to be caught in the middle of. */
export function spiral(epochs: number, training: Partial<Experiment['training']> = {}): Experiment {
  return parseExperiment({
    version: 1,
    name: 'spiral',
    seed: 7,
    dataset: { name: 'spiral', samples: 500, scale: 'standard' },
    network: {
      layers: [{ type: 'dense', units: 16 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
    },
    loss: 'binary_cross_entropy',
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 },
    training: { epochs, batchSize: 32, ...training },
  })
}

/** The message that starts an experiment from its beginning, or with `changes` from somewhere else. */
export async function startMessage(
  experiment: Experiment,
  changes: Partial<Extract<HostMessage, { type: 'start' }>> = {},
): Promise<HostMessage> {
  const dataset = await loadDataset(experiment.dataset, experiment.seed, null)
  return {
    type: 'start',
    experiment,
    directory: null,
    dataSha256: fingerprintOf(dataset).sha256,
    checkpoint: null,
    alarms: [],
    changes: [],
    seconds: 0,
    paused: false,
    threads: { most: 1, isFixed: true },
    stepsPerSecond: null,
    ...changes,
  }
}

/** Trains an experiment in a process of its own to its end. */
export async function trainToTheEnd(experiment: Experiment): Promise<MessageOf<'finished'>> {
  const engine = startEngine()
  await engine.next('ready')
  engine.send(await startMessage(experiment))
  return engine.next('finished')
}

export async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}
