import type {
  Envelope,
  LabError,
  LabEvent,
  NumberedEvent,
  Position,
  RequestArguments,
  RequestName,
  Responses,
  RunSummary,
  Snapshot,
  ViewFunctions,
} from '../../../src-main/protocol.ts'
import type { ChooseFileOptions, Host } from '../../../src-renderer/host/host.ts'
import { verbatim } from '../../../src-engine/sentence.ts'

type Answer<K extends RequestName> = (argument: RequestArguments<K>) => Responses[K] | Promise<Responses[K]>
type Answers = { [K in RequestName]?: Answer<K> }

/** Thrown by an answer of the fake lab: becomes an error envelope, as the real lab makes it. */
export class FakeRefusal extends Error {
  readonly error: LabError

  constructor({ message, ...error }: Omit<LabError, 'message'> & { readonly message: string }) {
    super(message)
    this.error = { ...error, message: verbatim(message) }
  }
}

export interface FakeLab {
  readonly host: Host
  /** Every request in order, `connect` included. */
  readonly requests: { readonly name: string; readonly argument: unknown }[]
  /** What each request answers; a request without one is an internal error. */
  readonly answers: Answers
  /** The lab's runs as the next snapshot tells them. */
  runs: RunSummary[]
  /** Changes with a restart; a view that knew the old one gets a snapshot. */
  instance: string
  /** Every file saved. */
  readonly saved: { readonly name: string; readonly bytes: Uint8Array }[]
  /** Happens in the lab; told to a connected view. */
  happen(event: LabEvent): void
  /** Tells a connected view something of the moment only. */
  tell(event: LabEvent): void
  /** Happens, but its message is lost on the way. */
  happenUnheard(event: LabEvent): void
  /** Ends the connection. */
  drop(): void
  /** Whether new connections are accepted. */
  reachable: boolean
}

/** A lab in memory that numbers its events and remembers them, behind a host without any transport. */
export function createFakeLab(runs: RunSummary[] = []): FakeLab {
  const events: NumberedEvent[] = []
  let view: ViewFunctions | null = null
  let end: (() => void) | null = null

  const position = (): Position => ({ instance: lab.instance, sequence: events.length })
  const snapshot = (): Snapshot => ({
    info: {
      version: '0.1.0',
      node: '24.21.0',
      sqlite: '3.50.0',
      electron: null,
      kernel: 'reference',
      cores: 2,
      database: 'lab.db',
    },
    settings: { concurrency: 1, threads: null },
    runs: lab.runs,
  })

  function number(event: LabEvent): NumberedEvent {
    const numbered = { sequence: events.length + 1, event }
    events.push(numbered)
    return numbered
  }

  async function request(name: string, argument: unknown): Promise<Envelope<unknown>> {
    lab.requests.push({ name, argument })
    // The names and arguments come from typed calls of the code under test.
    const answer = lab.answers[name as RequestName] as Answer<RequestName> | undefined
    try {
      if (!answer) throw new FakeRefusal({ code: 'internal', message: `No answer for ${name}`, problems: [] })
      return { ok: true, value: await answer(argument as never) }
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error
      return { ok: false, error: error.error }
    }
  }

  const lab: FakeLab = {
    requests: [],
    saved: [],
    runs,
    instance: 'first',
    reachable: true,
    answers: {
      connect({ after }) {
        if (!after || after.instance !== lab.instance) {
          return { kind: 'snapshot', position: position(), snapshot: snapshot() }
        }
        return { kind: 'events', position: position(), events: events.slice(after.sequence) }
      },
      watchRun: () => ({ live: false }),
      getInsight: () => null,
      getPlaneSamples: () => null,
      listStoredSets: () => [],
    },
    host: {
      kind: 'browser',
      open(functions, onClose) {
        if (!lab.reachable) return Promise.reject(new Error('unreachable'))
        view = functions
        end = onClose
        return Promise.resolve({ request, close: () => (view = null) })
      },
      chooseFile: (options: ChooseFileOptions) => Promise.resolve(`/data/${options.title}`),
      saveFile: (name, bytes) => {
        lab.saved.push({ name, bytes })
        return Promise.resolve(name)
      },
      async saveWritten(name, { parts }) {
        const bytes: number[] = []
        for await (const part of parts()) bytes.push(...part)
        lab.saved.push({ name, bytes: Uint8Array.from(bytes) })
        return name
      },
      pathOf: () => null,
      onMenu: () => undefined,
    },
    happen(event) {
      const numbered = number(event)
      view?.event(numbered)
    },
    tell: (event) => view?.event({ sequence: null, event }),
    happenUnheard: (event) => void number(event),
    drop() {
      view = null
      end?.()
    },
  }
  return lab
}
