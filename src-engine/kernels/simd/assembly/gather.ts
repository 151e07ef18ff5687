import { bytesOf } from './bytes-of'
import { Lanes, highInDouble, lowInDouble } from './lanes'
import { chunkLength, chunkScratch } from './scratch'
import { jobArguments, perform, startOfPart } from './team'

/** Types of data by the numbers that the caller knows them by. */
const byteNumber: i32 = 0
const intNumber: i32 = 1
const floatNumber: i32 = 2
const doubleNumber: i32 = 3

/** About what one number costs, for sharing. */
const cost: f64 = 20

@unmanaged
class Gather {
  type: i32
  n: i32
  width: i32
  values: usize
  indexes: usize
  shift: usize
  factor: usize
  scaleStep: usize
  output: usize
}

/**
 * `x = (raw − shift) · factor` in float64, then rounded, of rows chosen by index.
 *
 * @param scaleStep bytes from one column's shift and factor to the next one's: 0 where all are scaled alike
 */
export function gather(
  type: i32,
  n: i32,
  width: i32,
  values: usize,
  indexes: usize,
  shift: usize,
  factor: usize,
  scaleStep: usize,
  output: usize,
): void {
  const job = changetype<Gather>(jobArguments())
  job.type = type
  job.n = n
  job.width = width
  job.values = values
  job.indexes = indexes
  job.shift = shift
  job.factor = factor
  job.scaleStep = scaleStep
  job.output = output
  perform(gatherPart, <f64>n * <f64>width * cost)
}

function gatherPart(part: i32, parts: i32): void {
  const job = changetype<Gather>(jobArguments())
  const from = startOfPart(part, parts, job.n, 1)
  const rows = startOfPart(part + 1, parts, job.n, 1) - from
  const indexes = job.indexes + bytesOf(from)
  const output = job.output + bytesOf(job.width) * from
  gatherRows(job.type, rows, job.width, job.values, indexes, job.shift, job.factor, job.scaleStep, output)
}

function gatherRows(
  type: i32,
  n: i32,
  width: i32,
  values: usize,
  indexes: usize,
  shift: usize,
  factor: usize,
  scaleStep: usize,
  output: usize,
): void {
  const size: usize = type == byteNumber ? 1 : type == doubleNumber ? 8 : 4
  for (; n > 0; n--) {
    const row = values + size * width * load<u32>(indexes)
    for (let first = 0; first < width; first += chunkLength) {
      const count = min(chunkLength, width - first)
      widen(type, count, row + size * first)
      const skipped = scaleStep * first
      scaleChunk(count, shift + skipped, factor + skipped, scaleStep, output + bytesOf(first))
    }
    indexes += 4
    output += bytesOf(width)
  }
}

/** Writes `count` numbers of any type to the chunk as float64; up to three more are read and written after them. */
function widen(type: i32, count: i32, from: usize): void {
  let to = chunkScratch()
  switch (type) {
    case byteNumber:
      for (; count > 0; count -= 4) {
        const ints = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from)))
        v128.store(to, f64x2.convert_low_i32x4_s(ints))
        v128.store(to, f64x2.convert_low_i32x4_s(i32x4.shuffle(ints, ints, 2, 3, 2, 3)), 16)
        from += 4
        to += 32
      }
      return
    case intNumber:
      for (; count > 0; count -= 4) {
        v128.store(to, f64x2.convert_low_i32x4_s(v128.load64_zero(from)))
        v128.store(to, f64x2.convert_low_i32x4_s(v128.load64_zero(from, 8)), 16)
        from += 16
        to += 32
      }
      return
    case floatNumber:
      for (; count > 0; count -= 4) {
        const floats = v128.load(from)
        v128.store(to, lowInDouble(floats))
        v128.store(to, highInDouble(floats), 16)
        from += 16
        to += 32
      }
      return
    default:
      memory.copy(to, from, (<usize>count) << 3)
  }
}

/** Scales the chunk's first `count` numbers and stores them as float32. */
function scaleChunk(count: i32, shift: usize, factor: usize, scaleStep: usize, to: usize): void {
  let from = chunkScratch()
  if (scaleStep == 0) {
    const shifts = v128.load64_splat(shift)
    const factors = v128.load64_splat(factor)
    for (; count > 0; count -= 4) {
      const low = f64x2.mul(f64x2.sub(v128.load(from), shifts), factors)
      const high = f64x2.mul(f64x2.sub(v128.load(from, 16), shifts), factors)
      Lanes.store(count, to, inSingle(low, high))
      from += 32
      to += 16
    }
    return
  }
  for (; count > 0; count -= 4) {
    const low = f64x2.mul(f64x2.sub(v128.load(from), v128.load(shift)), v128.load(factor))
    const high = f64x2.mul(f64x2.sub(v128.load(from, 16), v128.load(shift, 16)), v128.load(factor, 16))
    Lanes.store(count, to, inSingle(low, high))
    from += 32
    to += 16
    shift += 32
    factor += 32
  }
}

/** Four numbers in float32. */
function inSingle(low: v128, high: v128): v128 {
  return i32x4.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5)
}
