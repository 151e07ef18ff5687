import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { inputError } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { ArrayFacts } from '../protocol.ts'
import { arraysIn } from '../files/npz-arrays.ts'

/** A dataset as it stands in an experiment beside its file. */
export type RecognizedData = { readonly name: string } & Readonly<Record<string, unknown>>

/** What inputs and targets are called where people save them together. */
const pairs = [
  ['x', 'y'],
  ['X', 'y'],
  ['X', 'Y'],
  ['inputs', 'targets'],
  ['images', 'labels'],
  ['data', 'target'],
  ['data', 'labels'],
  ['features', 'labels'],
  ['features', 'targets'],
  ['features', 'target'],
  ['x_train', 'y_train'],
  ['X_train', 'y_train'],
] as const

/**
 * The dataset that a file or folder of data makes, told by its name and its first bytes; null where it is none.
 *
 * @param unclear whether what cannot be told is refused, or left out for a person to choose
 * @throws InputError where it is one, and something that belongs to it is not there
 */
export async function recognizeData(
  path: string,
  unclear: 'refused' | 'left out' = 'refused',
): Promise<RecognizedData | null> {
  const file = basename(resolve(path))
  if ((await stat(path)).isDirectory()) return { name: 'images', file }
  if (/\.(csv|tsv|tab)(\.gz)?$/i.test(file)) return { name: 'csv', file }
  if (/\.zip$/i.test(file)) return { name: 'images', file }
  if (/\.npz$/i.test(file)) return { name: 'npz', file, ...arraysOf(path, unclear) }
  if (/\.npy$/i.test(file)) return { name: 'npz', ...(await filesBeside(path)) }
  if (/\.txt$/i.test(file)) return { name: 'text', file, task: 'cbow' }
  return (await holdsIdx(path)) ? idxBeside(path, unclear) : null
}

function arraysOf(path: string, unclear: 'refused' | 'left out') {
  const arrays = arraysIn(path, basename(path), [])
  const names = arrays.map(({ name }) => name)
  const pair = pairOf(names) ?? pairByShape(arrays)
  if (pair) return { inputs: pair[0], targets: pair[1] }
  if (unclear === 'left out') return {}
  const found = say('has the arrays {names}, and which are inputs and targets cannot be told', {
    names: names.join(', '),
  })
  throw inputError([], found, say('name them in an experiment, as "inputs" and "targets" of the dataset "npz"'))
}

/** Of two arrays with as many samples each, the one that has more numbers for a sample is the inputs; null where none has. */
function pairByShape(arrays: readonly ArrayFacts[]): readonly [string, string] | null {
  const [first, second, ...others] = arrays
  if (!first || !second || others.length > 0 || first.shape[0] === undefined) return null
  if (first.shape[0] !== second.shape[0]) return null
  const more = sizeOf(first.shape) - sizeOf(second.shape) || first.shape.length - second.shape.length
  if (more === 0) return null
  return more > 0 ? [first.name, second.name] : [second.name, first.name]
}

/** The two of these names that are inputs and targets, as people usually call them. */
export function pairOf(names: readonly string[]) {
  return pairs.find((one) => one.every((name) => names.includes(name)))
}

async function filesBeside(path: string) {
  const file = basename(path)
  const beside = new Set(await readdir(dirname(resolve(path))))
  for (const [inputs, targets] of pairs) {
    const names = [inputs, targets].map((name) => `${name}.npy`) as [string, string]
    if (names.includes(file) && names.every((name) => beside.has(name))) return { inputs: names[0], targets: names[1] }
  }
  throw inputError([], say('is one array, and the other one was not found'), say('keep x.npy and y.npy together'))
}

/** Whether a file is one of MNIST's kind, plain or gzipped: it may be called anything. */
async function holdsIdx(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0)
    const [first, second, third] = buffer
    return bytesRead === 3 && ((first === 0x1f && second === 0x8b) || (first === 0 && second === 0 && third === 8))
  } finally {
    await file.close()
  }
}

async function idxBeside(path: string, unclear: 'refused' | 'left out'): Promise<RecognizedData> {
  const images = basename(path)
  const labels = images.replace('images', 'labels').replace('idx3', 'idx1')
  const beside = await readdir(dirname(resolve(path)))
  if (labels !== images && beside.includes(labels)) return { name: 'idx', images, labels }
  if (unclear === 'left out') return { name: 'idx', images }
  const remedy = say('name them …images-idx3-ubyte and …labels-idx1-ubyte and keep them together')
  throw inputError([], say('the labels that belong to it were not found'), remedy)
}
