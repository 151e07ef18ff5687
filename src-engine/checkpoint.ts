import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import { bytesPerElement, viewOf, type FloatArray, type Precision } from './float-array.ts'
import { inputError } from './problem.ts'
import { sizeOf, type Shape } from './shape.ts'
import { say, type Sentence } from './sentence.ts'

/** Numbers with their name and shape: a parameter, or the optimiser's state for one. */
export interface Tensor {
  readonly name: string
  readonly shape: Shape
  readonly values: FloatArray
}

/** Where training stands. The next batch is number `batch` of epoch `epoch`, both from 0; `step` batches are done. */
export interface TrainingPosition {
  readonly epoch: number
  readonly batch: number
  readonly step: number
}

/** Running sums, so that curves go on without a seam. */
export interface Tally {
  readonly samples: number
  readonly loss: number
  readonly correct: number
}

/**
 * Everything training needs to go on as if it had never stopped.
 *
 * Random numbers have no state of their own here: each epoch's stream is found from the seed and the position.
 */
export interface Checkpoint {
  readonly precision: Precision
  readonly seed: number
  readonly position: TrainingPosition
  /** Since the last point of the curves, and since the epoch began. */
  readonly window: Tally
  readonly epochTally: Tally
  /** The lowest loss that decided the best checkpoint so far; null before the first epoch's end. */
  readonly bestLoss: number | null
  /** The loss that early stopping waits to see beaten, and the epoch it is of. */
  readonly waiting: { readonly loss: number; readonly epoch: number } | null
  readonly parameters: readonly Tensor[]
  /** The optimiser's state by its name (`velocity`), one tensor per parameter. */
  readonly optimizer: Readonly<Record<string, readonly Tensor[]>>
}

const magic = 'BPLC0001'
const headerStart = magic.length + 4

const count = z.int().min(0)
/** JSON makes null of a sum that is no number any more. */
const sum = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN)
const tally = z.strictObject({ samples: count, loss: sum, correct: z.number() }) satisfies z.ZodType<Tally>

const headerSchema = z.strictObject({
  precision: z.enum(['float32', 'float64']),
  seed: count,
  position: z.strictObject({ epoch: count, batch: count, step: count }),
  window: tally,
  epochTally: tally,
  bestLoss: z.number().nullable(),
  waiting: z.strictObject({ loss: z.number(), epoch: count }).nullable(),
  tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(count) })),
  slots: z.array(z.string()),
})

type Header = Omit<Checkpoint, 'parameters' | 'optimizer'> &
  Pick<z.infer<typeof headerSchema>, 'slots'> & {
    readonly tensors: readonly { readonly name: string; readonly shape: Shape }[]
  }

/** Bytes: `BPLC0001`, header length (uint32), header (JSON), then all tensors, little-endian, parameters first. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { parameters, optimizer, ...rest } = checkpoint
  const slots = Object.keys(optimizer)
  const header: Header = { ...rest, tensors: parameters.map(({ name, shape }) => ({ name, shape })), slots }
  const headerBytes = strToU8(JSON.stringify(header))
  const all = [...parameters, ...slots.flatMap((slot) => optimizer[slot] ?? [])]
  const bodyStart = headerStart + headerBytes.length
  const bytes = new Uint8Array(bodyStart + byteLengthOf(all, checkpoint.precision))
  bytes.set(strToU8(magic), 0)
  new DataView(bytes.buffer).setUint32(magic.length, headerBytes.length, true)
  bytes.set(headerBytes, headerStart)
  bytes.set(bytesOf(all, checkpoint.precision), bodyStart)
  return bytes
}

/** @throws InputError if the bytes are not a whole checkpoint */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const damaged = (found: Sentence) =>
    inputError([], say('the checkpoint is damaged: {found}', { found }), say('use another checkpoint'))
  if (bytes.length < headerStart || strFromU8(bytes.subarray(0, magic.length)) !== magic)
    throw damaged(say('no header'))
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true)
  const bodyStart = headerStart + headerLength
  if (bytes.length < bodyStart) throw damaged(say('the header is cut off'))
  const header = readHeader(bytes.subarray(headerStart, bodyStart))
  if (!header) throw damaged(say('its header is not one of a checkpoint'))
  const { tensors, slots, ...rest } = header
  const expected = (slots.length + 1) * tensors.reduce((sum, tensor) => sum + sizeOf(tensor.shape), 0)
  const found = (bytes.length - bodyStart) / bytesPerElement[header.precision]
  if (found !== expected) throw damaged(say('it holds {found} numbers and should hold {expected}', { found, expected }))

  // A copy, since numbers can only be viewed at multiples of their size; not `slice`, which is a view on Node's Buffer.
  const body = new Uint8Array(bytes.subarray(bodyStart))
  let offset = 0
  const read = (): Tensor[] =>
    tensors.map(({ name, shape }) => {
      const values = viewOf(header.precision, body.buffer, offset, sizeOf(shape))
      offset += values.byteLength
      return { name, shape, values }
    })
  return { ...rest, parameters: read(), optimizer: Object.fromEntries(slots.map((slot) => [slot, read()])) }
}

function readHeader(bytes: Uint8Array): Header | null {
  try {
    return headerSchema.safeParse(JSON.parse(strFromU8(bytes))).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/**
 * The bytes that identify a network's weights: every parameter in order, row-major, little-endian, in the training
 * precision. Their SHA-256 is a run's `weightsSha256`.
 */
export function weightBytes(checkpoint: Pick<Checkpoint, 'parameters' | 'precision'>): Uint8Array<ArrayBuffer> {
  return bytesOf(checkpoint.parameters, checkpoint.precision)
}

function byteLengthOf(tensors: readonly Tensor[], precision: Precision): number {
  return tensors.reduce((sum, tensor) => sum + tensor.values.length, 0) * bytesPerElement[precision]
}

function bytesOf(tensors: readonly Tensor[], precision: Precision): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLengthOf(tensors, precision))
  let offset = 0
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset)
    offset += values.byteLength
  }
  return bytes
}
