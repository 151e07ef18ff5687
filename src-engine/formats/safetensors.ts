import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import type { Tensor } from '../checkpoint.ts'
import { bytesPerElement, viewOf, type FloatArray, type Precision } from '../float-array.ts'
import { inputError, InputError, underPath } from '../problem.ts'
import { problemsOf } from '../schema-problems.ts'
import { formatShape, sizeOf, type Shape } from '../shape.ts'
import { requireUniqueKeys } from './json-keys.ts'
import { mistakeIn } from './json-syntax.ts'
import { say, type Sentence } from '../sentence.ts'

/** Named tensors and texts about them. */
export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>
  readonly tensors: readonly Tensor[]
}

const metadataKey = '__metadata__'
/** Length of the header, uint64. */
const prefixLength = 8
/** The numbers begin at a multiple of this, so that they can be mapped into memory. */
const alignment = 8
/** The limit of the format's own implementation. */
const maxHeaderLength = 100_000_000
const openBrace = 0x7b

const dtypes = { float32: 'F32', float64: 'F64' } as const satisfies Record<Precision, string>
const precisions: Readonly<Record<string, Precision>> = { F32: 'float32', F64: 'float64' }

/**
 * Writes a safetensors file (huggingface/safetensors, format of version 0.3 and later): the length of the header as a
 * little-endian uint64, the header in JSON, padded with spaces, then all numbers, little-endian and row-major, tensors
 * of larger elements first and by name, as the format's own writer orders them.
 */
export function encodeSafetensors({ metadata, tensors }: Safetensors): Uint8Array<ArrayBuffer> {
  const ordered = tensors.toSorted(
    (a, b) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT || (a.name < b.name ? -1 : 1),
  )
  let length = 0
  const entries = ordered.map(({ name, shape, values }) => {
    const begin = length
    length += values.byteLength
    return [name, { dtype: dtypes[precisionOf(values)], shape, data_offsets: [begin, length] }] as const
  })
  const text = strToU8(JSON.stringify(Object.fromEntries([[metadataKey, metadata], ...entries])))
  const bodyStart = Math.ceil((prefixLength + text.length) / alignment) * alignment

  const bytes = new Uint8Array(bodyStart + length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(bodyStart - prefixLength), true)
  bytes.set(text, prefixLength)
  bytes.fill(0x20, prefixLength + text.length, bodyStart)
  let at = bodyStart
  for (const { values } of ordered) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return bytes
}

function precisionOf(values: FloatArray): Precision {
  return values instanceof Float32Array ? 'float32' : 'float64'
}

const offset = z.int().min(0)
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(offset),
  data_offsets: z.tuple([offset, offset]),
})
const metadataSchema = z.record(z.string(), z.string())

interface Entry {
  readonly name: string
  /** The byte of the file where the header names it. */
  readonly at: number
  readonly shape: Shape
  readonly precision: Precision
  /** Relative to the first number. */
  readonly begin: number
  readonly end: number
}

/**
 * Reads a safetensors file of float32 and float64 tensors, in the order of their numbers, every bit as it is.
 *
 * Nothing is allocated by what the file claims: the tensors must cover it without a gap and without overlapping.
 *
 * @throws InputError naming the byte, and the tensor where it is one, where the file is not whole or of another kind
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const bodyStart = prefixLength + headerLengthOf(bytes)
  const header = bytes.subarray(prefixLength, bodyStart)
  const json = parseHeader(header)
  const places = requireUniqueKeys(header, prefixLength)

  const metadata = metadataSchema.safeParse(json[metadataKey] ?? {})
  if (!metadata.success) {
    throw inputError(
      [metadataKey],
      say('holds more than texts (byte {byte})', { byte: String(places.get(metadataKey)) }),
      say('must map texts to texts'),
    )
  }
  const entries = Object.entries(json)
    .filter(([name]) => name !== metadataKey)
    .map(([name, entry]) => underPath([name], () => readEntry(name, entry, places.get(name) ?? 0)))
    .sort((a, b) => a.begin - b.begin || a.end - b.end)
  requireCover(entries, bytes.length - bodyStart, bodyStart)

  const tensors = entries.map(({ name, shape, precision, begin, end }) => {
    // A copy, since numbers can only be viewed at multiples of their size; not `slice`, which is a view on Node's Buffer.
    const body = new Uint8Array(bytes.subarray(bodyStart + begin, bodyStart + end))
    return { name, shape, values: viewOf(precision, body.buffer, 0, sizeOf(shape)) }
  })
  return { metadata: metadata.data, tensors }
}

function headerLengthOf(bytes: Uint8Array): number {
  if (bytes.length < prefixLength) {
    throw cutOff(bytes.length, say('the length of the header alone takes {count} bytes', { count: prefixLength }))
  }
  const claimed = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (claimed > BigInt(maxHeaderLength)) {
    throw notSafetensors(say('claims a header of {count} bytes at byte 0', { count: claimed.toString() }))
  }
  const length = Number(claimed)
  if (bytes.length < prefixLength + length) {
    throw cutOff(bytes.length, say('its header goes on to byte {byte}', { byte: prefixLength + length }))
  }
  if (bytes[prefixLength] !== openBrace) {
    throw notSafetensors(say('has no {brace} at byte {byte}', { brace: '{', byte: prefixLength }))
  }
  return length
}

function parseHeader(header: Uint8Array): Record<string, unknown> {
  const text = strFromU8(header)
  const wrong = strToU8(text).findIndex((byte, i) => byte !== header[i])
  if (wrong >= 0) throw notSafetensors(say('is not UTF-8 at byte {byte}', { byte: prefixLength + wrong }))
  try {
    // It begins with a brace: an object, or no JSON.
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    const reason = mistakeIn(text)
    throw notSafetensors(say('has a header at byte {byte} that is not JSON: {reason}', { byte: prefixLength, reason }))
  }
}

function readEntry(name: string, json: unknown, at: number): Entry {
  const parsed = entrySchema.safeParse(json)
  if (!parsed.success) {
    const problems = problemsOf(parsed.error, entrySchema, json)
    throw new InputError(
      problems.map((one) => ({ ...one, message: say('{message} (byte {byte})', { message: one.message, byte: at }) })),
    )
  }
  const { dtype, shape, data_offsets: offsets } = parsed.data
  const [begin, end] = offsets
  const precision = precisions[dtype]
  if (precision === undefined) {
    throw inputError(
      [],
      say('holds numbers of type {type} (byte {byte})', { type: dtype, byte: at }),
      say('must hold F32 or F64'),
    )
  }
  const needed = sizeOf(shape) * bytesPerElement[precision]
  if (end - begin !== needed) {
    const found = { begin, end, byte: at, count: end - begin }
    throw inputError(
      [],
      say('goes from {begin} to {end} (byte {byte}), which is {count} bytes', found),
      say('its shape {shape} of {type} needs {needed}', { shape: formatShape(shape), type: dtype, needed }),
    )
  }
  return { name, at, shape, precision, begin, end }
}

/** The tensors, in order, fill `length` bytes: no two share one, and none is left over. */
function requireCover(entries: readonly Entry[], length: number, bodyStart: number): void {
  let covered = 0
  let before: string | Sentence = say('the header')
  for (const { name, at, begin, end } of entries) {
    if (end > length) {
      const tensor = { name, byte: at, end: bodyStart + end }
      throw cutOff(bodyStart + length, say('tensor {name} (byte {byte}) goes on to byte {end}', tensor))
    }
    if (begin < covered) {
      const shared = { from: bodyStart + begin, to: bodyStart + Math.min(covered, end), other: before }
      const found = say('shares bytes {from} to {to} with {other}', shared)
      throw inputError([name], found, say('every tensor needs bytes of its own'))
    }
    if (begin > covered) throw unclaimed(bodyStart + covered, bodyStart + begin)
    covered = end
    before = name
  }
  if (covered < length) throw unclaimed(bodyStart + covered, bodyStart + length)
}

function unclaimed(from: number, to: number): InputError {
  return inputError(
    [],
    say('has bytes of no tensor, from {from} to {to}', { from, to }),
    say('the tensors must fill the file'),
  )
}

function cutOff(found: number, needed: Sentence): InputError {
  return inputError(
    [],
    say('is cut off: it ends at byte {byte}', { byte: found }),
    say('{needed}; export or copy the file again', { needed }),
  )
}

function notSafetensors(found: Sentence): InputError {
  return inputError(
    [],
    found,
    say('needs a safetensors file: the length of the header, the header in JSON, the numbers'),
  )
}
