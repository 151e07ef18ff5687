import { openInData } from '../../../src-engine/datasets/open-in-data.ts'
import { inputError, InputError } from '../../../src-engine/problem.ts'
import { say, type Sentence } from '../../../src-engine/sentence.ts'
import { arraysIn } from '../../files/npz-arrays.ts'
import type { ArrayFacts } from '../../protocol.ts'
import { pairOf } from '../recognize-data.ts'

/** That a file is data, and where it is opened; null where it is none. */
export function dataError(name: string, start: Uint8Array): InputError | null {
  const found = dataIn(name, start)
  return found && isData(found, name)
}

/** @param found what kind of data it is */
export function isData(found: Sentence, name: string): InputError {
  return inputError([], found, openInData(name))
}

/** More are not read out to anybody. */
const mostNamed = 5

/**
 * What is said of NumPy's arrays that are no weights: none is called as the lab calls them, and two are called as inputs and
 * targets are, or one holds no floats. Null where they may be weights.
 */
export function dataArrays(file: string, name: string): Sentence | null {
  const arrays = headersOf(file, name)
  if (arrays.some((array) => array.name.startsWith('layers.'))) return null
  const isOfData = pairOf(arrays.map((array) => array.name)) || arrays.some(({ type }) => !type.startsWith('float'))
  if (!isOfData) return null
  const names = arrays.slice(0, mostNamed).map((array) => array.name)
  const found = names.join(', ') + (arrays.length > mostNamed ? ', …' : '')
  return say('holds arrays of data ({names}), no weights', { names: found })
}

/** None of arrays that are damaged: whoever reads them whole says where. */
function headersOf(file: string, name: string): readonly ArrayFacts[] {
  try {
    return arraysIn(file, name, [])
  } catch (error) {
    if (error instanceof InputError) return []
    throw error
  }
}

function dataIn(name: string, start: Uint8Array): Sentence | null {
  if (start.length === 0) return null
  if (/\.(csv|tsv|tab)(\.gz)?$/i.test(name)) return say('is a table')
  if (/\.txt$/i.test(name)) return say('is a text')
  if (beginsWith(start, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])) {
    return say('is a single NumPy array (NPY), and weights come as several in one NPZ')
  }
  const zippedIdx = beginsWith(start, [0x1f, 0x8b]) && /idx\d/i.test(name)
  return zippedIdx || beginsWith(start, [0, 0, 8]) ? say('is an IDX file') : null
}

/** An ONNX model begins with its version and then the name of its producer, or is called so. */
export function isOnnx(name: string, start: Uint8Array): boolean {
  return /\.onnx$/i.test(name) || (start[0] === 0x08 && start[2] === 0x12)
}

export function onnxError(): InputError {
  const remedy = say('the lab writes ONNX for others to read; bring back its own JSON or safetensors')
  return inputError([], say('is an ONNX model'), remedy)
}

function beginsWith(start: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => start[i] === byte)
}
