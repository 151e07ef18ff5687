import type { DataArray } from '../datasets/dataset.ts'
import { inputError } from '../problem.ts'
import { say } from '../sentence.ts'
import { sizeOf, type Shape } from '../shape.ts'
import { fromFortranOrder } from './fortran-order.ts'
import { npyBody, readNpyHeader } from './npy.ts'

/** An array to learn from, its last index varying fastest. */
export interface NpyData {
  readonly shape: Shape
  readonly values: DataArray
  readonly kind: 'truth' | 'whole' | 'measured'
}

interface ElementType {
  readonly kind: NpyData['kind']
  readonly bytes: number
  read(view: DataView, at: number, isLittle: boolean): number
  /** An array that holds every number of the type. */
  make(length: number): DataArray
}

const bytesArray = (length: number) => new Uint8Array(length)
const wholeArray = (length: number) => new Int32Array(length)
const floatArray = (length: number) => new Float32Array(length)
const doubleArray = (length: number) => new Float64Array(length)

/** By NumPy's letter and size. Truth values are no bytes, which `unit` would take for grey. */
const elementTypes: Readonly<Record<string, ElementType>> = {
  b1: { kind: 'truth', bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1), make: floatArray },
  u1: { kind: 'whole', bytes: 1, read: (view, at) => view.getUint8(at), make: bytesArray },
  i1: { kind: 'whole', bytes: 1, read: (view, at) => view.getInt8(at), make: wholeArray },
  u2: { kind: 'whole', bytes: 2, read: (view, at, little) => view.getUint16(at, little), make: wholeArray },
  i2: { kind: 'whole', bytes: 2, read: (view, at, little) => view.getInt16(at, little), make: wholeArray },
  u4: { kind: 'whole', bytes: 4, read: (view, at, little) => view.getUint32(at, little), make: doubleArray },
  i4: { kind: 'whole', bytes: 4, read: (view, at, little) => view.getInt32(at, little), make: wholeArray },
  u8: { kind: 'whole', bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)), make: doubleArray },
  i8: { kind: 'whole', bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)), make: doubleArray },
  f4: { kind: 'measured', bytes: 4, read: (view, at, little) => view.getFloat32(at, little), make: floatArray },
  f8: { kind: 'measured', bytes: 8, read: (view, at, little) => view.getFloat64(at, little), make: doubleArray },
}

/** Types whose numbers are taken as they lie, little-endian, as every machine the lab runs on has them. */
const nativeArrays: Readonly<Record<string, (buffer: ArrayBuffer) => DataArray>> = {
  u1: (buffer) => new Uint8Array(buffer),
  i4: (buffer) => new Int32Array(buffer),
  f4: (buffer) => new Float32Array(buffer),
  f8: (buffer) => new Float64Array(buffer),
}

/**
 * Reads a NPY file of numbers: floats, whole numbers or truth values, little- or big-endian, in C or Fortran order.
 *
 * @throws InputError with an empty path where the file is not whole or of another kind
 */
export function decodeNpyData(bytes: Uint8Array): NpyData {
  const header = readNpyHeader(bytes)
  const [, order, name = ''] = /^([<>|=]?)(.*)$/s.exec(header.descr) ?? []
  const type = elementTypes[name]
  if (!type) {
    const remedy = say('must hold float32, float64, whole numbers of 8 to 64 bits, or bool (numpy: array.astype)')
    throw inputError([], say('holds elements of type {type}', { type: header.descr }), remedy)
  }
  const { shape } = header
  const body = npyBody(bytes, header, type.bytes)
  if (!header.isFortranOrder && order !== '>') {
    const asTheyLie = nativeArrays[name]?.(body.buffer)
    if (asTheyLie) return { shape, kind: type.kind, values: asTheyLie }
  }
  const count = sizeOf(shape)
  const view = new DataView(body.buffer)
  const values = type.make(count)
  for (let i = 0; i < count; i++) {
    const value = type.read(view, i * type.bytes, order !== '>')
    if (type.bytes === 8 && type.kind === 'whole' && !Number.isSafeInteger(value)) {
      const found = say('holds {value} at byte {byte}', { value, byte: header.bodyStart + 8 * i })
      throw inputError([], found, say('needs numbers below 2^53'))
    }
    values[i] = value
  }
  return {
    shape,
    kind: type.kind,
    values: header.isFortranOrder ? fromFortranOrder(values, shape, type.make(count)) : values,
  }
}
