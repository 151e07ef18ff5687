import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import type { Tensor } from '../checkpoint.ts'
import type { FloatArray, Precision } from '../float-array.ts'
import { inputError, InputError, type JsonPath } from '../problem.ts'
import { problemsOf } from '../schema-problems.ts'
import { sizeOf, type Shape } from '../shape.ts'
import { stringifyNumbers } from './any-number.ts'
import { requireUniqueKeys } from './json-keys.ts'
import { parseJsonText } from './json-syntax.ts'
import { say } from '../sentence.ts'
import { headOf, headShape, type HeadSource, type WeightsHead } from './weights-head.ts'

/** A trained network with all that made it and all that is needed to use it. */
export interface JsonWeights extends WeightsHead {
  readonly tensors: readonly Tensor[]
}

export type JsonWeightsSource = HeadSource & { readonly checkpoint: { readonly parameters: readonly Tensor[] } }

/**
 * Writes weights as one JSON document, each tensor on lines of its own: `{ format, version, experiment, model, position,
 * provenance, tensors: { "layers.0.weight": { shape, dtype, values } } }`.
 *
 * `values` are nested by shape and exact to the last bit, −0 included; a float32 is written as the float64 it equals.
 * JSON has no infinities, so these are the texts "NaN", "Infinity" and "-Infinity".
 */
export function encodeJsonWeights(source: JsonWeightsSource): Uint8Array<ArrayBuffer> {
  const head = stringifyNumbers(headOf(source), 2)
  const tensors = source.checkpoint.parameters.map(({ name, shape, values }) => {
    const dtype = values instanceof Float32Array ? 'float32' : 'float64'
    const rows = nest(values, shape)
    return `    ${JSON.stringify(name)}: { "shape": [${shape.join(', ')}], "dtype": "${dtype}", "values": ${rows} }`
  })
  // `head` ends in "\n}".
  return strToU8(`${head.slice(0, -2)},\n  "tensors": {\n${tensors.join(',\n')}\n  }\n}\n`)
}

/** Numbers as nested lists, the last dimension innermost. */
function nest(values: FloatArray, shape: Shape): string {
  const [rows, ...rest] = shape
  if (rows === undefined) return formatNumber(values[0] as number)
  if (rest.length === 0) return `[${Array.from(values, formatNumber).join(',')}]`
  const length = sizeOf(rest)
  const inner = Array.from({ length: rows }, (_, row) => nest(values.subarray(row * length, (row + 1) * length), rest))
  return `[${inner.join(',')}]`
}

function formatNumber(value: number): string {
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? String(value) : `"${value}"`
}

/** Weights have up to four; each costs the reader a level of nesting. */
const maxDimensions = 8

const documentSchema = z.strictObject({
  ...headShape,
  tensors: z.record(
    z.string(),
    z.strictObject({
      shape: z.array(z.int().min(0)).max(maxDimensions),
      dtype: z.enum(['float32', 'float64']),
      values: z.unknown(),
    }),
  ),
})

/**
 * Reads what {@link encodeJsonWeights} wrote, to the same bits.
 *
 * @throws InputError where the text is not JSON or not such a document, with the JSON path of what is wrong
 */
export function decodeJsonWeights(bytes: Uint8Array): JsonWeights {
  return readJsonWeights(parseUniqueJson(bytes))
}

/** The same of JSON that {@link parseUniqueJson} has parsed. */
export function readJsonWeights(json: unknown): JsonWeights {
  const parsed = documentSchema.safeParse(json)
  if (!parsed.success) throw new InputError(problemsOf(parsed.error, documentSchema, json))
  const { experiment, model, position, provenance, tensors } = parsed.data
  return {
    experiment,
    model,
    position,
    provenance,
    tensors: Object.entries(tensors).map(([name, { shape, dtype, values }]) => ({
      name,
      shape,
      values: readValues(values, shape, dtype, ['tensors', name, 'values']),
    })),
  }
}

/**
 * Reads JSON as the lab takes it from outside: no key twice in one object, no nesting deeper than anything the lab writes.
 *
 * @throws InputError where it is no such JSON
 */
export function parseUniqueJson(bytes: Uint8Array): unknown {
  const json = parseJsonText(strFromU8(bytes), say('export or copy the file again'))
  requireUniqueKeys(bytes)
  return json
}

function readValues(nested: unknown, shape: Shape, dtype: Precision, path: JsonPath): FloatArray {
  const numbers: number[] = []
  flatten(nested, shape, path, numbers)
  return dtype === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers)
}

function flatten(nested: unknown, shape: Shape, path: JsonPath, numbers: number[]): void {
  const [rows, ...rest] = shape
  if (rows === undefined) {
    numbers.push(readNumber(nested, path))
    return
  }
  if (!Array.isArray(nested))
    throw inputError(path, say('is no list'), say('needs {count} entries, as its shape says', { count: rows }))
  if (nested.length !== rows) {
    throw inputError(
      path,
      say('has {count} entries', { count: nested.length }),
      say('needs {count}, as its shape says', { count: rows }),
    )
  }
  nested.forEach((inner: unknown, i) => {
    // A path for every number of a large tensor would cost more than reading it.
    if (rest.length === 0 && typeof inner === 'number') numbers.push(inner)
    else flatten(inner, rest, [...path, i], numbers)
  })
}

function readNumber(value: unknown, path: JsonPath): number {
  if (typeof value === 'number') return value
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value)
  throw inputError(
    path,
    say('is {found}', { found: JSON.stringify(value) }),
    say('must be a number, "NaN", "Infinity" or "-Infinity"'),
  )
}
