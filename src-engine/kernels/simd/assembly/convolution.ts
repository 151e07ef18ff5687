import { bytesOf } from './bytes-of'
import {
  channels,
  depth,
  filters,
  lanes,
  listPositions,
  listTaps,
  planeCells,
  positions,
  setShape,
} from './convolution-shape'
import { gatherTileStep } from './gather-tile'
import { imageGradient } from './image-gradient'
import { Lanes } from './lanes'
import { multiplyGathered, transpose } from './matrix-products'
import {
  interleavedScratch,
  narrowRows,
  positionTable,
  tableLength,
  tapTable,
  tileScratch,
  transposedScratch,
} from './scratch'

/*
 * `Zᵀ = Uᵀ Wᵀ + b` and `dWᵀ = Σₙ U dZᵀ`, of eight filters at once: their numbers stand side by side, position after
 * position in Zᵀ and tap after tap in Wᵀ. See convolution-shape.ts for U.
 */

/** Rows of U in a block. */
const mostTaps: i32 = tableLength
/** Positions in a block: as many as stay in the nearest cache when interleaved. */
const mostPositions: i32 = 1024

/** Filters whose weights a block has room for, of `inner` taps each. */
function filtersOfBlock(inner: i32): i32 {
  return (narrowRows / inner) * lanes
}

/** The weights of the eight filters from `filter` on in their block. (inner, 8) */
function weightsOf(filter: i32, inner: i32): usize {
  return transposedScratch() + gatherTileStep * ((filter / lanes) * inner)
}

/** `z[f, p] = b[f] + Σ_k w[f, k] u[k, p]` */
export function convForward(
  n: i32,
  channelCount: i32,
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
  setShape(channelCount, filterCount, rows, columns, kernelRows, kernelColumns, down, right)
  const imageBytes = bytesOf(channels * planeCells)
  const outStep = bytesOf(positions)
  const weightStep = bytesOf(depth)
  for (let k = 0; k < depth; k += mostTaps) {
    const inner = min(mostTaps, depth - k)
    listTaps(k, inner)
    for (let f = 0; f < filters; f += filtersOfBlock(inner)) {
      const outer = min(filtersOfBlock(inner), filters - f)
      for (let g = 0; g < outer; g += lanes) {
        const from = weight + weightStep * (f + g) + bytesOf(k)
        transpose(min(lanes, outer - g), inner, from, weightStep, weightsOf(g, inner), gatherTileStep)
      }
      for (let p = 0; p < positions; p += mostPositions) {
        const count = min(mostPositions, positions - p)
        listPositions(p, count)
        for (let sample = 0; sample < n; sample++) {
          const planes = output + outStep * (sample * filters + f) + bytesOf(p)
          const b: usize = bias == 0 ? 0 : bias + bytesOf(f)
          addProduct(inner, outer, count, input + imageBytes * sample, k == 0, b, planes)
        }
      }
    }
  }
}

/** One block of one sample: `Zᵀ = Uᵀ Wᵀ + b`, or from the second block of taps on `Zᵀ += Uᵀ Wᵀ`. */
function addProduct(inner: i32, outer: i32, count: i32, image: usize, isFirst: bool, bias: usize, planes: usize): void {
  const outStep = bytesOf(positions)
  const z = interleavedScratch()
  for (let g = 0; g < outer; g += lanes) {
    const width = min(lanes, outer - g)
    const at = planes + outStep * g
    let added = z
    if (isFirst) {
      added = tileScratch()
      const b = bias + bytesOf(g)
      v128.store(added, bias == 0 ? f32x4.splat(0) : v128.load(b))
      v128.store(added, bias == 0 ? f32x4.splat(0) : v128.load(b, 16), 16)
    } else {
      transpose(width, count, at, outStep, z, gatherTileStep)
    }
    const addedStep: usize = isFirst ? 0 : gatherTileStep
    multiplyGathered(count, inner, image, positionTable(), tapTable(), weightsOf(g, inner), z, added, addedStep)
    transpose(count, width, z, gatherTileStep, at, outStep)
  }
}

/** `dw[f, k] = Σₙ Σ_p dz[f, p] u[k, p]`, `db[f] = Σₙ Σ_p dz[f, p]`, `du[k, p] = Σ_f w[f, k] dz[f, p]` */
export function convBackward(
  n: i32,
  channelCount: i32,
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
  setShape(channelCount, filterCount, rows, columns, kernelRows, kernelColumns, down, right)
  const imageBytes = bytesOf(channels * planeCells)
  const outStep = bytesOf(positions)
  const weightStep = bytesOf(depth)
  if (dBias != 0) memory.fill(dBias, 0, bytesOf(filters))
  for (let k = 0; k < depth; k += mostTaps) {
    const inner = min(mostTaps, depth - k)
    listTaps(k, inner)
    for (let f = 0; f < filters; f += filtersOfBlock(inner)) {
      const outer = min(filtersOfBlock(inner), filters - f)
      memory.fill(weightsOf(0, inner), 0, weightsOf(outer + lanes - 1, inner) - weightsOf(0, inner))
      for (let p = 0; p < positions; p += mostPositions) {
        const count = min(mostPositions, positions - p)
        listPositions(p, count)
        for (let sample = 0; sample < n; sample++) {
          const planes = dOutput + outStep * (sample * filters + f) + bytesOf(p)
          const db: usize = k > 0 || dBias == 0 ? 0 : dBias + bytesOf(f)
          addWeightGradient(inner, outer, count, input + imageBytes * sample, planes, db)
        }
      }
      for (let g = 0; g < outer; g += lanes) {
        const to = dWeight + weightStep * (f + g) + bytesOf(k)
        transpose(inner, min(lanes, outer - g), weightsOf(g, inner), gatherTileStep, to, weightStep)
      }
    }
  }
  if (dInput != 0) imageGradient(n, weight, dOutput, dInput)
}

/** One block of one sample: `dWᵀ += U dZᵀ`, `db += Σ_p dZᵀ`. */
function addWeightGradient(inner: i32, outer: i32, count: i32, image: usize, planes: usize, dBias: usize): void {
  const outStep = bytesOf(positions)
  const dz = interleavedScratch()
  for (let g = 0; g < outer; g += lanes) {
    const width = min(lanes, outer - g)
    transpose(width, count, planes + outStep * g, outStep, dz, gatherTileStep)
    if (dBias != 0) addSums(count, width, dz, dBias + bytesOf(g))
    const dw = weightsOf(g, inner)
    multiplyGathered(inner, count, image, tapTable(), positionTable(), dz, dw, dw, gatherTileStep)
  }
}

/** Adds the sum of the first `width` numbers of every row. values (count, 8) → sums (width). */
function addSums(count: i32, width: i32, values: usize, sums: usize): void {
  // Every other row has sums of its own, since each has to wait for the one before it.
  let low = f32x4.splat(0)
  let high = low
  let otherLow = low
  let otherHigh = low
  for (; count > 1; count -= 2) {
    low = f32x4.add(low, v128.load(values))
    high = f32x4.add(high, v128.load(values, 16))
    otherLow = f32x4.add(otherLow, v128.load(values, 32))
    otherHigh = f32x4.add(otherHigh, v128.load(values, 48))
    values += 2 * gatherTileStep
  }
  if (count == 1) {
    low = f32x4.add(low, v128.load(values))
    high = f32x4.add(high, v128.load(values, 16))
  }
  Lanes.store(width, sums, f32x4.add(v128.load(sums), f32x4.add(low, otherLow)))
  if (width > 4) Lanes.store(width - 4, sums + 16, f32x4.add(v128.load(sums, 16), f32x4.add(high, otherHigh)))
}
