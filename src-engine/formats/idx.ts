import { inputError, type InputError } from '../problem.ts'
import { formatShape, sizeOf, type Shape } from '../shape.ts'
import { say, type Sentence } from '../sentence.ts'

/** Numbers of an IDX file: bytes, as every MNIST-like set has them. `values` is a view of the file, not a copy. */
export interface IdxArray {
  readonly shape: Shape
  readonly values: Uint8Array
}

const unsignedByte = 0x08

/** Sets of images have up to four; a file that claims far more is something else. */
const maxDimensions = 8

/** The element types IDX knows, by the third byte of the file. */
const elementTypes: Readonly<Record<number, string>> = {
  [unsignedByte]: 'unsigned bytes',
  0x09: 'signed bytes',
  0x0b: '16-bit integers',
  0x0c: '32-bit integers',
  0x0d: '32-bit floats',
  0x0e: '64-bit floats',
}

/**
 * Reads an IDX file, the format of MNIST: two zero bytes, element type, number of dimensions, each dimension as a
 * big-endian uint32, then the elements, the last dimension varying fastest (LeCun, Cortes and Burges).
 *
 * Nothing is allocated by what the file claims: its sizes must agree with its length to the byte.
 *
 * @param bytes the whole file, already unzipped
 * @param name the file's name, for messages
 * @throws InputError with an empty path where the file is not whole, not IDX or not of unsigned bytes
 */
export function decodeIdx(bytes: Uint8Array, name: string): IdxArray {
  const [zero, alsoZero, type, dimensions] = bytes
  if (type === undefined || dimensions === undefined) throw tooShort(name, bytes.length, 4)
  if (zero !== 0 || alsoZero !== 0) {
    throw notIdx(say('{file} begins with the bytes {bytes}', { file: name, bytes: hex(bytes.subarray(0, 4)) }))
  }
  if (type !== unsignedByte) {
    const found = elementTypes[type]
    throw notIdx(
      found
        ? say('{file} holds {found}', { file: name, found })
        : say('{file} has the unknown element type {type} at byte 2', { file: name, type: `0x${hex([type])}` }),
    )
  }
  if (dimensions === 0 || dimensions > maxDimensions) {
    throw notIdx(say('{file} claims {count} dimensions at byte 3', { file: name, count: dimensions }))
  }
  const headerLength = 4 + 4 * dimensions
  if (bytes.length < headerLength) throw tooShort(name, bytes.length, headerLength)

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i))
  const empty = shape.indexOf(0)
  if (empty >= 0) {
    const place = { file: name, shape: formatShape(shape), dimension: empty, byte: 4 + 4 * empty }
    throw notIdx(say('{file} is empty: its size is {shape} (dimension {dimension} at byte {byte})', place))
  }
  const expected = headerLength + sizeOf(shape)
  if (bytes.length !== expected) {
    const size = { shape: formatShape(shape), header: headerLength, expected }
    const end = { file: name, byte: bytes.length }
    throw inputError(
      [],
      bytes.length < expected
        ? say('{file} is cut off: it ends at byte {byte}', end)
        : say('{file} goes on after its last element, to byte {byte}', end),
      say(
        '{shape} elements after {header} bytes of header make {expected} bytes; download or copy the file again',
        size,
      ),
    )
  }
  return { shape, values: bytes.subarray(headerLength) }
}

function notIdx(found: Sentence): InputError {
  return inputError(
    [],
    found,
    say('needs an IDX file of unsigned bytes, which begins 00 00 08 and the number of dimensions, 1 to 8'),
  )
}

function tooShort(name: string, found: number, needed: number): InputError {
  return inputError(
    [],
    say('{file} is cut off: it has {count} bytes', { file: name, count: found }),
    say('its header alone needs {needed}; download or copy the file again', { needed }),
  )
}

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
