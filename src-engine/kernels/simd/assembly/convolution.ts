import { bytesOf } from './bytes-of'
import { firstLanes, Lanes, sumOfLanes } from './lanes'
import { multiplyByTransposed, multiplyTransposed, transpose } from './matrix-products'
import { blockRows, transposedScratch, unfoldedScratch } from './scratch'

/*
 * Convolutions as products of matrices: for one sample, row k = (c, i, j) of the unfolded image holds the cells that
 * tap (i, j) of channel c meets at every position p = (y, x). Then `Z = W U + b`, `dW = Σₙ dZ Uᵀ` and `dU = Wᵀ dZ`, which
 * is folded back. Only a block of U is ever made.
 */

/** The convolution at work, set by both exports before anything else. */
let filters: i32 = 0
/** Rows of U: channels · taps. */
let depth: i32 = 0
let taps: i32 = 0
let tapColumns: i32 = 0
/** Cells of a plane and of its rows. */
let planeCells: i32 = 0
let rowCells: i32 = 0
let strideDown: i32 = 0
let strideRight: i32 = 0
let positions: i32 = 0
let positionColumns: i32 = 0

function setShape(
  channels: i32,
  filterCount: i32,
  rows: i32,
  columns: i32,
  kernelRows: i32,
  kernelColumns: i32,
  down: i32,
  right: i32,
): void {
  filters = filterCount
  taps = kernelRows * kernelColumns
  tapColumns = kernelColumns
  depth = channels * taps
  planeCells = rows * columns
  rowCells = columns
  strideDown = down
  strideRight = right
  positionColumns = (columns - kernelColumns) / right + 1
  positions = ((rows - kernelRows) / down + 1) * positionColumns
}

/** Positions of the block that begins at position `first`: whole rows, or a part of one. */
function blockPositions(first: i32): i32 {
  if (positionColumns > blockRows) return min(blockRows, positionColumns - (first % positionColumns))
  return min((blockRows / positionColumns) * positionColumns, positions - first)
}

/** `z[f, p] = b[f] + Σ_k w[f, k] u[k, p]` */
export function convForward(
  n: i32,
  channels: i32,
  filterCount: i32,
  rows: i32,
  columns: i32,
  kernelRows: i32,
  kernelColumns: i32,
  down: i32,
  right: i32,
  input: usize,
  weight: usize,
  bias: usize,
  output: usize,
): void {
  setShape(channels, filterCount, rows, columns, kernelRows, kernelColumns, down, right)
  const imageBytes = bytesOf(channels * planeCells)
  const outStep = bytesOf(positions)
  const weightStep = bytesOf(depth)
  for (let k = 0; k < depth; k += blockRows) {
    const inner = min(blockRows, depth - k)
    for (let f = 0; f < filters; f += blockRows) {
      const outer = min(blockRows, filters - f)
      const block = transposedScratch()
      const blockStep = bytesOf(outer)
      transpose(outer, inner, weight + weightStep * f + bytesOf(k), weightStep, block, blockStep)
      for (let sample = 0; sample < n; sample++) {
        const planes = output + outStep * (sample * filters + f)
        if (k == 0) fillRows(outer, positions, bias == 0 ? 0 : bias + bytesOf(f), planes)
        for (let p = 0; p < positions;) {
          const count = blockPositions(p)
          const unfolded = unfoldedScratch()
          const step = bytesOf(count)
          unfold(k, inner, p, count, input + imageBytes * sample, unfolded)
          multiplyTransposed(outer, count, inner, true, block, blockStep, unfolded, step, planes + bytesOf(p), outStep)
          p += count
        }
      }
    }
  }
}

/** `dw[f, k] = Σₙ Σ_p dz[f, p] u[k, p]`, `db[f] = Σₙ Σ_p dz[f, p]`, `du[k, p] = Σ_f w[f, k] dz[f, p]` */
export function convBackward(
  n: i32,
  channels: i32,
  filterCount: i32,
  rows: i32,
  columns: i32,
  kernelRows: i32,
  kernelColumns: i32,
  down: i32,
  right: i32,
  input: usize,
  weight: usize,
  dOutput: usize,
  dInput: usize,
  dWeight: usize,
  dBias: usize,
): void {
  setShape(channels, filterCount, rows, columns, kernelRows, kernelColumns, down, right)
  const imageBytes = bytesOf(channels * planeCells)
  const outStep = bytesOf(positions)
  const weightStep = bytesOf(depth)
  memory.fill(dWeight, 0, weightStep * filters)
  if (dBias != 0) memory.fill(dBias, 0, bytesOf(filters))
  if (dInput != 0) memory.fill(dInput, 0, imageBytes * n)
  for (let sample = 0; sample < n; sample++) {
    const image = input + imageBytes * sample
    const planes = dOutput + outStep * (sample * filters)
    if (dBias != 0) addRowSums(filters, positions, planes, dBias)
    for (let p = 0; p < positions;) {
      const count = blockPositions(p)
      const step = bytesOf(count)
      const dz = planes + bytesOf(p)
      const unfolded = unfoldedScratch()
      for (let k = 0; k < depth; k += blockRows) {
        const inner = min(blockRows, depth - k)
        const at = bytesOf(k)
        const dw = dWeight + at
        unfold(k, inner, p, count, image, unfolded)
        multiplyByTransposed(filters, inner, count, dz, outStep, unfolded, step, dw, weightStep, dw, weightStep)
        if (dInput != 0) {
          multiplyTransposed(inner, count, filters, false, weight + at, weightStep, dz, outStep, unfolded, step)
          fold(k, inner, p, count, unfolded, dInput + imageBytes * sample)
        }
      }
      p += count
    }
  }
}

/** Where tap row `k` of the unfolded image begins in the image, in cells. */
function originOf(k: i32): i32 {
  const tap = k % taps
  return (k / taps) * planeCells + (tap / tapColumns) * rowCells + (tap % tapColumns)
}

/** Writes rows `firstRow …` of U at positions `firstPosition …`, `count` of them side by side. */
function unfold(firstRow: i32, rowCount: i32, firstPosition: i32, count: i32, image: usize, to: usize): void {
  for (let k = firstRow; k < firstRow + rowCount; k++) {
    let x = firstPosition % positionColumns
    let row = originOf(k) + (firstPosition / positionColumns) * strideDown * rowCells
    for (let left = count; left > 0;) {
      const segment = min(left, positionColumns - x)
      copyStrided(segment, image + bytesOf(row + x * strideRight), strideRight, to)
      to += bytesOf(segment)
      left -= segment
      row += strideDown * rowCells
      x = 0
    }
  }
}

/**
 * Adds rows of dU to the image they were unfolded from.
 *
 * Tap by tap: neighbouring taps of one channel meet the same cells, which should have been stored by then.
 */
function fold(firstRow: i32, rowCount: i32, firstPosition: i32, count: i32, from: usize, image: usize): void {
  const step = bytesOf(count)
  for (let tap = 0; tap < min(taps, rowCount); tap++) {
    for (let k = firstRow + tap; k < firstRow + rowCount; k += taps) {
      let x = firstPosition % positionColumns
      let row = originOf(k) + (firstPosition / positionColumns) * strideDown * rowCells
      let gradient = from + step * (k - firstRow)
      for (let left = count; left > 0;) {
        const segment = min(left, positionColumns - x)
        addStrided(segment, gradient, strideRight, image + bytesOf(row + x * strideRight))
        gradient += bytesOf(segment)
        left -= segment
        row += strideDown * rowCells
        x = 0
      }
    }
  }
}

/** Copies `count` numbers that are `stride` apart side by side; up to three more are written after them. */
function copyStrided(count: i32, from: usize, stride: i32, to: usize): void {
  const step = bytesOf(4 * stride)
  for (; count > 0; count -= 4) {
    v128.store(to, Lanes.load(from, stride))
    from += step
    to += 16
  }
}

/** Adds `count` numbers to numbers that are `stride` apart. */
function addStrided(count: i32, from: usize, stride: i32, to: usize): void {
  if (stride == 1) {
    for (; count > 0; count -= 4) {
      Lanes.store(count, to, f32x4.add(v128.load(to), v128.load(from)))
      from += 16
      to += 16
    }
    return
  }
  for (; count > 0; count--) {
    f32.store(to, f32.load(to) + f32.load(from))
    from += 4
    to += bytesOf(stride)
  }
}

/** Fills each row with its value. values (rows), or 0 for zeros → to (rows, count). */
function fillRows(rows: i32, count: i32, values: usize, to: usize): void {
  for (let row = 0; row < rows; row++) {
    const value = values == 0 ? f32x4.splat(0) : v128.load32_splat(values + bytesOf(row))
    for (let left = count; left > 0; left -= 4) {
      Lanes.store(left, to, value)
      to += 16
    }
    to -= bytesOf(-count & 3)
  }
}

/** Adds the sum of each row. values (rows, count) → sums (rows). */
function addRowSums(rows: i32, count: i32, values: usize, sums: usize): void {
  for (; rows > 0; rows--) {
    let sum = f32x4.splat(0)
    for (let left = count; left > 0; left -= 4) {
      sum = f32x4.add(sum, v128.and(v128.load(values), firstLanes(left)))
      values += 16
    }
    values -= bytesOf(-count & 3)
    f32.store(sums, f32.load(sums) + sumOfLanes(sum))
    sums += 4
  }
}
