import type { ImportedWeights } from '../../../src-engine/formats/imported-weights.ts'
import { formatPath, inputError, InputError } from '../../../src-engine/problem.ts'
import { say } from '../../../src-engine/sentence.ts'
import { parseExperiment } from '../../../src-engine/spec.ts'
import type { RequestArguments } from '../../protocol.ts'
import { openExperiment } from '../experiments.ts'
import { preflight } from '../preflight.ts'
import type { Destination } from './import-weights.ts'
import type { IncomingFile } from './open-file.ts'

/** The experiment a person has named for weights; null for the file's own. */
export type WantedDestination = RequestArguments<'importFile'>['destination']

/**
 * The experiment a person named, or else the file's own. What the network is fed is what the file says, or else what
 * the experiment's data says.
 *
 * @throws InputError where neither the person nor the file names one, or what is named is none
 */
export async function destinationOf(
  { head, format }: ImportedWeights,
  { directory }: IncomingFile,
  wanted: WantedDestination,
): Promise<Destination> {
  if (wanted === null) {
    if (head) return { experiment: head.experiment, model: head.model, directory }
    const reason = format === 'npz' ? say('NPZ holds numbers alone') : say('the lab did not write this file')
    throw inputError(
      [],
      say('does not say which network its weights belong to: {reason}', { reason }),
      say('name the experiment: --experiment FILE'),
    )
  }
  return saidOf(wanted.kind === 'path' ? wanted.path : null, async () => {
    const { experiment, directory: folder } = await read(wanted)
    const model = head?.model ?? (await preflight(experiment, folder)).model
    return { experiment, model, directory: folder }
  })
}

async function read(wanted: NonNullable<WantedDestination>): Promise<Pick<Destination, 'experiment' | 'directory'>> {
  if (wanted.kind === 'path') return openExperiment(wanted.path)
  return { experiment: parseExperiment(wanted.experiment), directory: wanted.directory }
}

/** What is wrong with the experiment is said of it, not of the weights. */
async function saidOf<T>(file: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map(({ path, message, remedy }) => {
        const where = path.length === 0 ? '' : `${formatPath(path)} `
        const experiment = file ?? say('the experiment')
        return {
          path: [],
          message: say('does not go with {experiment}: {where}{message}', { experiment, where, message }),
          remedy,
        }
      }),
    )
  }
}
