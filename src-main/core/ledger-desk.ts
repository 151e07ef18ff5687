import { say, type Sentence } from '../../src-engine/sentence.ts'
import { setImmediate } from 'node:timers/promises'
import type { LedgerStep } from '../../src-engine/explain/ledger.ts'
import { pictureOf } from '../../src-engine/explain/ledger-picture.ts'
import { openLedger, type LedgerRecorder } from '../../src-engine/explain/ledger-recorder.ts'
import { quantityOf, signalNames, stagesOf } from '../../src-engine/explain/ledger-stages.ts'
import { ledgerTable } from '../../src-engine/explain/ledger-table.ts'
import { symbolicLine } from '../../src-engine/explain/symbolic.ts'
import { keyOfArray, type LedgerPlace } from '../../src-engine/explain/symbolic/ledger-array.ts'
import { InputError, inputError } from '../../src-engine/problem.ts'
import { optimizerOf } from '../../src-engine/registry.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { planTraining } from '../../src-engine/training-plan.ts'
import { checkExperiment } from '../../src-engine/validate.ts'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { LedgerPage, RequestArguments } from '../protocol.ts'
import type { LedgerSource, LoadedSource } from './ledger-source.ts'

export type LedgerWish = Omit<RequestArguments<'getLedger'>, 'source'>

/** The most numbers of one step, and operations on the way to it, that are worked out to be looked at. */
const mostNumbers = 12_000_000
const mostOperations = 40e9
/** Steps kept at hand: so many numbers of them. */
const keptNumbers = 4_000_000

/** Training on its way, and the steps of it that were written down last. */
interface Session {
  readonly key: string
  readonly experiment: Experiment
  open(): LedgerRecorder
  readonly size: StepSize
  recorder: LedgerRecorder
  made: number
  readonly kept: Map<number, { readonly step: LedgerStep; readonly stopped: Sentence | null }>
}

interface StepSize {
  readonly numbers: number
  /** Floating-point operations, forward and backward. */
  readonly operations: number
}

/** Answers questions about training steps; the training asked about last stays open. */
export interface LedgerDesk {
  /** @throws InputError on bad input, and on what is too large or too far away */
  page(source: LedgerSource, wish: LedgerWish): Promise<LedgerPage>
}

/** @param load reads the data of a source */
export function createLedgerDesk(load: (source: LedgerSource) => Promise<LoadedSource>): LedgerDesk {
  let session: Session | null = null

  async function sessionOf(source: LedgerSource): Promise<Session> {
    if (session?.key === source.key) return session
    session = null
    const loaded = await load(source)
    const size = sizeOfStep(loaded.experiment, loaded.dataset)
    const open = () => openLedger(loaded)
    session = { key: source.key, experiment: loaded.experiment, open, size, recorder: open(), made: 0, kept: new Map() }
    return session
  }

  return {
    async page(source, wish) {
      const from = await sessionOf(source)
      const { step, stopped } = await recordedStep(from, wish.step)
      return describe(from.experiment, step, stopped, wish)
    },
  }
}

async function recordedStep(session: Session, wanted: number): Promise<{ step: LedgerStep; stopped: Sentence | null }> {
  const { kept, size } = session
  const known = kept.get(wanted)
  if (known) return known
  if (wanted * size.operations > mostOperations) {
    const most = Math.floor(mostOperations / size.operations)
    throw inputError(
      ['step'],
      say('step {wanted} of this network is too far away', { wanted }),
      say('choose one up to {most}', { most }),
    )
  }
  if (wanted <= session.made) {
    session.recorder = session.open()
    session.made = 0
  }
  while (session.made < wanted - 1 && session.recorder.skip()) session.made++
  const step = session.made === wanted - 1 ? session.recorder.next() : null
  if (!step) {
    const { stopped } = session.recorder
    const { made } = session
    const remedy = made > 0 ? say('choose a step up to {made}', { made }) : say('train it otherwise')
    throw inputError(['step'], stopped ?? say('there is no such step'), remedy)
  }
  session.made = wanted
  const made = { step, stopped: session.recorder.stopped }
  const [oldest] = kept.keys()
  if (oldest !== undefined && (kept.size + 1) * size.numbers > keptNumbers) kept.delete(oldest)
  kept.set(wanted, made)
  await setImmediate()
  return made
}

/** @throws InputError on an experiment that cannot be trained, or whose step is too large to be looked at */
function sizeOfStep(experiment: Experiment, dataset: Dataset): StepSize {
  const { problems, parameterCount, flopsPerSample, layers } = checkExperiment(experiment, dataset)
  if (problems.length > 0) throw new InputError(problems)
  const { batchSize } = planTraining(experiment, dataset)
  const perParameter = 4 + 2 * optimizerOf(experiment.optimizer).slots.length
  const perSample = layers.reduce((sum, { outputShape }) => sum + 4 * sizeOf(outputShape ?? []), 2 * sizeOf(dataset.inputShape)) // prettier-ignore
  const numbers = parameterCount * perParameter + batchSize * perSample
  if (numbers > mostNumbers) {
    const found = say('a step holds about {numbers} numbers, and a ledger at most {most}', {
      numbers: numbers.toLocaleString('en'),
      most: mostNumbers.toLocaleString('en'),
    })
    const path = parameterCount * perParameter > mostNumbers ? ['network', 'layers'] : ['training', 'batchSize']
    throw inputError(path, found, say('make the network or the batch smaller'))
  }
  return { numbers, operations: 3 * flopsPerSample * batchSize }
}

function describe(experiment: Experiment, step: LedgerStep, stopped: Sentence | null, wish: LedgerWish): LedgerPage {
  const stages = stagesOf(experiment, step)
  const stage = stages.find(({ id }) => id === wish.stage) ?? stages[0]
  if (!stage) throw new Error('a step has no stages')
  const sample = Math.min(wish.sample, step.batch.length - 1)
  const quantity = quantityOf(stage, { ...wish, sample })
  const {
    expression: _expression,
    places,
    ...line
  } = symbolicLine({ experiment, step }, quantity, { digits: wish.digits })
  const cell = 'cell' in quantity ? quantity.cell : []
  const own: LedgerPlace[] = stage.array
    ? [{ array: stage.array, path: 'sample' in quantity ? [sample, ...cell] : cell }]
    : []
  // Rows of samples are left out only where the number is of one sample.
  const shownSample = !wish.wholeBatch && 'sample' in quantity ? sample : null
  const groups = Map.groupBy([...own, ...places], ({ array }) => keyOfArray(array))
  const signalAt = signalNames(experiment)
  const tables = [...groups].flatMap(([key, group]) => {
    const [first] = group
    const window = wish.windows[key] ?? null
    return first ? [ledgerTable(step, first.array, group, { signalAt, window, sample: shownSample })] : []
  })
  const { step: number, batch, sampleNames = null, loss, learningRate } = step
  return {
    step: number,
    batch,
    sampleNames,
    loss,
    learningRate,
    layers: experiment.network.layers,
    stages,
    stage: stage.id,
    sample,
    cell,
    line,
    tables,
    picture: pictureOf(step, sample),
    stopped,
  }
}
