import type { ImportedWeights } from '../../../src-engine/formats/imported-weights.ts'
import { formatPath, inputError, InputError } from '../../../src-engine/problem.ts'
import { say } from '../../../src-engine/sentence.ts'
import { sameShape } from '../../../src-engine/shape.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import { checkNetwork } from '../../../src-engine/validate.ts'
import type { Experiment, ModelInfo, RequestArguments } from '../../protocol.ts'
import type { Store } from '../../store/store.ts'
import { pointTo } from '../data-files.ts'
import { openExperiment } from '../experiments.ts'
import { preflight } from '../preflight.ts'
import { notFound } from '../refusal.ts'
import type { Destination } from './import-weights.ts'
import { folderOf } from './known-folder.ts'
import type { IncomingFile } from './open-file.ts'

/** What a person has said of weights besides their file. */
export interface Wish {
  /** The experiment they go into; null for the file's own. */
  readonly destination: RequestArguments<'importFile'>['destination']
  /** Where the files of its data are, by key, where they are not where it names them. */
  readonly data: Readonly<Record<string, string>>
}

/** Where weights go, before its data is looked at. */
export interface Aim {
  readonly experiment: Experiment
  /** The folder that file names of its data are meant from; null where it came from none. */
  readonly directory: string | null
  /** What the network is fed, as the weights' file or the run says; null where only the data can tell. */
  readonly model: ModelInfo | null
}

/**
 * The experiment a person named, or else the file's own.
 *
 * @throws InputError where neither the person nor the file names one, or what is named is none; Refusal where there is no
 *   such run
 */
export async function aimOf(
  store: Store,
  { head, format }: ImportedWeights,
  { directory }: IncomingFile,
  { destination, data }: Wish,
): Promise<Aim> {
  if (destination === null) {
    if (head) {
      const experiment = pointTo(head.experiment, data)
      const fingerprint = head.provenance?.data?.sha256 ?? null
      const folder = folderOf(experiment.dataset, fingerprint, directory, store.runs.datasets())
      return { experiment, model: head.model, directory: folder }
    }
    const reason = format === 'npz' ? say('NPZ holds numbers alone') : say('the lab did not write this file')
    throw inputError(
      [],
      say('does not say which network its weights belong to: {reason}', { reason }),
      say('name the experiment, --experiment FILE, or a run of it, --run RUN'),
    )
  }
  return saidOf(destination, async () => {
    const { experiment, directory: folder, model } = await read(store, destination)
    const own = head && goesInto(experiment, model, head.model) ? head.model : null
    return { experiment: pointTo(experiment, data), directory: folder, model: own ?? model }
  })
}

/**
 * Whether what a file's network was fed, with its scaling and its names, is what another takes. Where it is not, the other's
 * own says how the weights do not fit.
 *
 * @param known what the other is fed; null where nobody has asked its data yet
 */
function goesInto(experiment: Experiment, known: ModelInfo | null, own: ModelInfo): boolean {
  if (known) return sameShape(known.inputShape, own.inputShape) && sameShape(known.targetShape, own.targetShape)
  return checkNetwork(experiment, own).problems.length === 0
}

/**
 * The aim with what its network is fed, for which the data is read where nothing else tells.
 *
 * @throws InputError where the data cannot be read or does not go with the network
 */
export async function destinationOf(
  { experiment, directory, model }: Aim,
  { destination }: Wish,
): Promise<Destination> {
  if (model) return { experiment, directory, model }
  return saidOf(destination, async () => ({
    experiment,
    directory,
    model: (await preflight(experiment, directory)).model,
  }))
}

async function read(store: Store, wanted: NonNullable<Wish['destination']>): Promise<Aim> {
  switch (wanted.kind) {
    case 'path':
      return { ...(await openExperiment(wanted.path)), model: null }
    case 'experiment':
      return { experiment: parseExperiment(wanted.experiment), directory: wanted.directory, model: null }
    case 'run': {
      const run = store.runs.find(wanted.runId)
      if (!run) throw notFound(say('There is no run {reference}.', { reference: wanted.runId }))
      const { experiment, directory, model } = store.runs.spec(run.id)
      return { experiment: { ...experiment, name: run.name }, directory, model }
    }
  }
}

/** What is wrong with the experiment is said of it, not of the weights. */
async function saidOf<T>(destination: Wish['destination'], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map(({ path, message, remedy }) => {
        const where = path.length === 0 ? '' : `${formatPath(path)} `
        const experiment = destination?.kind === 'path' ? destination.path : say('the experiment')
        return {
          path: [],
          message: say('does not go with {experiment}: {where}{message}', { experiment, where, message }),
          remedy,
        }
      }),
    )
  }
}
