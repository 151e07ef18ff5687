import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { parseJsonText } from '../../src-engine/formats/json-syntax.ts'
import { InputError } from '../../src-engine/problem.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import { loadDataset } from '../files/datasets.ts'
import { say, type Sentence } from '../../src-engine/sentence.ts'

/**
 * Reads an experiment file of this machine.
 *
 * @throws InputError where it is missing, no JSON or no experiment
 */
export async function openExperiment(path: string): Promise<{ experiment: Experiment; directory: string }> {
  const file = resolve(path)
  return { experiment: parseExperiment(await readJson(file), file), directory: dirname(file) }
}

/** An experiment file and the data it names, for what looks inside without storing a run. Paths in errors have no file. */
export async function openWithData(path: string): Promise<{ experiment: Experiment; dataset: Dataset }> {
  const experiment = parseExperiment(await readJson(path))
  const dataset = await loadDataset(experiment.dataset, experiment.seed, dirname(resolve(path)))
  return { experiment, dataset }
}

/** @throws InputError where the file is missing or no JSON; its message begins with the file's name */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return parseJsonText(text, say('correct it'))
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.problems, file) : error
  }
}

function readText(file: string): Promise<string> {
  return requireReadable(file, () => readFile(file, 'utf8'))
}

/** Does `read`; what the file system refuses is said of `file`. */
export async function requireReadable<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') throw fileError(file, say('does not exist'), say('correct its name'))
    if (code === 'EISDIR') throw fileError(file, say('is a folder'), say('name a file'))
    if (code === 'EACCES' || code === 'EPERM')
      throw fileError(file, say('may not be read'), say('give yourself the right'))
    throw error
  }
}

function fileError(file: string, message: Sentence, remedy: Sentence): InputError {
  return new InputError([{ path: [], message, remedy }], file)
}
