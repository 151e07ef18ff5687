import { strFromU8, strToU8 } from 'fflate'
import { bytesPerElement, viewOf, type FloatArray, type Precision } from '../float-array.ts'
import { inputError, type InputError } from '../problem.ts'
import { formatShape, sizeOf, type Shape } from '../shape.ts'
import { say } from '../sentence.ts'
import { fromFortranOrder } from './fortran-order.ts'

/** NumPy's array, its numbers in C order (row-major). */
export interface NpyArray {
  readonly shape: Shape
  readonly values: FloatArray
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
/** Magic, version (two bytes), length of the header that follows (uint16 in version 1, uint32 in 2 and 3). */
const prefixLength = { 1: 10, 2: 12, 3: 12 } as const
/** The numbers begin at a multiple of this, so that they can be mapped into memory. */
const alignment = 64

/** Writes a NPY file, version 1.0 (numpy.lib.format). */
export function encodeNpy({ shape, values }: NpyArray): Uint8Array<ArrayBuffer> {
  const descr = values instanceof Float32Array ? '<f4' : '<f8'
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`
  const start = Math.ceil((prefixLength[1] + text.length + 1) / alignment) * alignment
  const header = strToU8(text.padEnd(start - prefixLength[1] - 1) + '\n')

  const bytes = new Uint8Array(start + values.byteLength)
  bytes.set([...magic, 1, 0])
  new DataView(bytes.buffer).setUint16(8, header.length, true)
  bytes.set(header, prefixLength[1])
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start)
  return bytes
}

/** What a NPY file says of itself. */
export interface NpyHeader {
  /** NumPy's name of the type of its numbers: `<f4`. */
  readonly descr: string
  /** First index varies fastest (column-major), as in Fortran. */
  readonly isFortranOrder: boolean
  readonly shape: Shape
  /** Where the numbers begin, in bytes. */
  readonly bodyStart: number
}

/**
 * Reads a NPY file of versions 1 to 3 that holds float32 or float64, little-endian, in C or Fortran order.
 *
 * @throws InputError with an empty path where the file is not whole or of another kind
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const header = readNpyHeader(bytes)
  const precision = precisions[header.descr]
  if (precision === undefined)
    throw inputError([], say('holds numbers of type {type}', { type: header.descr }), say('must hold <f4 or <f8'))
  const body = npyBody(bytes, header, bytesPerElement[precision])
  const { shape } = header
  const values = viewOf(precision, body.buffer, 0, sizeOf(shape))
  return { shape, values: header.isFortranOrder ? fromFortranOrder(values, shape, values.slice()) : values }
}

/**
 * Reads what stands before the numbers of a NPY file of versions 1 to 3.
 *
 * @throws InputError with an empty path where it is none, cut off, or claims more than there can be
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  const start = headerStart(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = start === prefixLength[1] ? view.getUint16(8, true) : view.getUint32(8, true)
  const bodyStart = start + headerLength
  if (bytes.length < bodyStart) throw cutOff(bytes.length, bodyStart)

  const header = parseHeader(strFromU8(bytes.subarray(start, bodyStart)))
  const { shape } = header
  if (![...shape, sizeOf(shape)].every(Number.isSafeInteger))
    throw inputError([], say('claims the shape {shape}', { shape: formatShape(shape) }), say('no file holds so much'))
  return { ...header, bodyStart }
}

/**
 * The bytes of all numbers, which end with the file, as a copy of their own.
 *
 * @throws InputError with an empty path where the file is shorter or longer
 */
export function npyBody(
  bytes: Uint8Array,
  { shape, bodyStart }: NpyHeader,
  elementBytes: number,
): Uint8Array<ArrayBuffer> {
  const expected = bodyStart + sizeOf(shape) * elementBytes
  if (bytes.length < expected) throw cutOff(bytes.length, expected)
  if (bytes.length > expected) {
    throw inputError(
      [],
      say('goes on after its last number, to byte {byte}', { byte: bytes.length }),
      say('must end at byte {byte}', { byte: expected }),
    )
  }
  // A copy, since numbers can only be viewed at multiples of their size; not `slice`, which is a view on Node's Buffer.
  return new Uint8Array(bytes.subarray(bodyStart))
}

/** Where the header's text begins, by the file's version. */
function headerStart(bytes: Uint8Array): number {
  if (bytes.length < prefixLength[2]) throw cutOff(bytes.length, prefixLength[2])
  if (magic.some((byte, i) => bytes[i] !== byte)) {
    throw inputError([], say('is not a NumPy array'), say('must begin with {magic}', { magic: '\\x93NUMPY' }))
  }
  const version = bytes[6]
  if (version === 1 || version === 2 || version === 3) return prefixLength[version]
  throw inputError(
    [],
    say('is of NPY version {version}', { version: `${version}.${bytes[7]}` }),
    say('must be of version 1, 2 or 3'),
  )
}

const precisions: Readonly<Record<string, Precision>> = { '<f4': 'float32', '<f8': 'float64' }

function parseHeader(text: string): Omit<NpyHeader, 'bodyStart'> {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1]
  const dimensions = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1]
  if (descr === undefined || order === undefined || dimensions === undefined) {
    throw inputError(
      [],
      say('has the header {header}', { header: JSON.stringify(text.trim()) }),
      say('needs descr, fortran_order and shape'),
    )
  }
  const shape = dimensions.split(',').filter((dimension) => dimension.trim() !== '')
  return { descr, isFortranOrder: order === 'True', shape: shape.map(Number) }
}

function cutOff(found: number, needed: number): InputError {
  return inputError(
    [],
    say('is cut off: it ends at byte {byte}', { byte: found }),
    say('needs {count} bytes', { count: needed }),
  )
}
