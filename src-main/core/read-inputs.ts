import { open } from 'node:fs/promises'
import { csvSchema } from '../../src-engine/datasets/csv/settings.ts'
import { columnsOf } from '../../src-engine/inputs/columns.ts'
import { readInputRows } from '../../src-engine/inputs/read-rows.ts'
import { readInputTable } from '../../src-engine/inputs/read-table.ts'
import { textProblem } from '../../src-engine/formats/text-encoding.ts'
import { inputError, InputError } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import { openTable } from '../files/table.ts'
import type { Experiment, ModelInfo } from '../protocol.ts'
import { readJson, requireReadable } from './experiments.ts'

/** What must be known of a network to read inputs for it. */
export interface InputTaker {
  readonly model: ModelInfo
  readonly experiment: Pick<Experiment, 'dataset'>
}

/** @throws InputError saying what the file is, where it is none of letters, such as a picture */
async function requireText(file: string, width: number, takesTables: boolean): Promise<void> {
  if (file.endsWith('.gz')) return
  const problem = textProblem(await headOf(file), file)
  if (!problem) return
  const remedy = takesTables
    ? say('give a table with the columns of the data, or a JSON list of rows of {width} numbers', { width })
    : say('give a JSON list of rows of {width} numbers', { width })
  throw new InputError(problem.problems.map((one) => ({ ...one, remedy })))
}

function headOf(file: string): Promise<Uint8Array> {
  return requireReadable(file, async () => {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(64), 0, 64, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  })
}

/** Whether a file is a table: told by its name, or else by its first character, since JSON begins with a bracket. */
export async function isTable(file: string): Promise<boolean> {
  if (/\.(csv|tsv|tab)(\.gz)?$/i.test(file)) return true
  if (/\.json$/i.test(file)) return false
  return !/^\uFEFF?\s*[[{]/.test(new TextDecoder().decode(await headOf(file)))
}

/**
 * Inputs of a network from a JSON file, flat.
 *
 * @throws InputError with the JSON path of what is wrong
 */
export async function readJsonInputs(file: string, { model }: InputTaker): Promise<number[][]> {
  return readInputRows(await readJson(file), model)
}

/**
 * Inputs of a network from a table that has its columns, flat.
 *
 * @throws InputError naming file, line and column of what is wrong
 */
export async function readTableInputs(file: string, { model, experiment }: InputTaker): Promise<number[][]> {
  const columns = columnsOf(model)
  await requireText(file, sizeOf(model.inputShape), columns !== null)
  if (columns === null) {
    const found = say('{file} is a table, and the inputs of this network have no names to find its columns by', {
      file,
    })
    throw inputError([], found, say('give a JSON list of rows of {width} numbers', { width: sizeOf(model.inputShape) }))
  }
  const { dataset } = experiment
  const { missingMarkers } = dataset.name === 'csv' ? dataset : csvSchema.parse({ name: 'csv', file })
  try {
    return await readInputTable(await openTable(file, process.cwd(), []), columns, missingMarkers)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // The place stands in what is said: there is no experiment whose file this would be.
    throw new InputError(error.problems.map((problem) => ({ ...problem, path: [] })))
  }
}
