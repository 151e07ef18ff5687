import { bytesOf } from './bytes-of'
import {
  cellOfPosition,
  cellOfTap,
  channels,
  depth,
  filters,
  lanes,
  planeCells,
  positionColumns,
  positions,
  rowCells,
  strideDown,
  strideRight,
  tapColumns,
  taps,
} from './convolution-shape'
import { gatherTileStep } from './gather-tile'
import { shareOf, transpose } from './matrix-products'
import { outerTile, outerTileRows } from './outer-tile'
import { interleavedScratch, narrowRows, transposedScratch } from './scratch'

/*
 * `dUᵀ = dZᵀ W` of eight channels at once, whose planes are interleaved, cell after cell: each number is added straight
 * to the cell it was unfolded from. See convolution-shape.ts for U.
 */

/** Cells that the taps of a block may span, and its positions: half of a block of scratch holds both together. */
const mostCells: i32 = narrowRows / 4
/** Numbers of dZ in the other half. */
const mostGradients: i32 = narrowRows * 4
/** Filters in a block. */
const mostFilters: i32 = 256

/** The block at work. */
let firstTap: i32 = 0
let tapCount: i32 = 0
let firstPosition: i32 = 0
let positionCount: i32 = 0
let filterCount: i32 = 0

/** `dx[cell] = Σ` of `du[k, p] = Σ_f w[f, k] dz[f, p]` over all (k, p) that meet the cell, for the convolution at work. */
export function imageGradient(n: i32, weight: usize, dOutput: usize, dInput: usize): void {
  memory.fill(dInput, 0, bytesOf(planeCells) * (n * channels))
  for (firstTap = 0; firstTap < taps; firstTap += tapCount) {
    tapCount = tapsFrom(firstTap)
    const most = min(narrowRows / tapCount, mostFilters)
    for (let f = 0; f < filters; f += most) {
      filterCount = min(most, filters - f)
      const mostChannels = (narrowRows / (tapCount * filterCount)) * lanes
      for (let c = 0; c < channels; c += mostChannels) {
        const width = min(mostChannels, channels - c)
        packWeights(width, weight + bytesOf(f * depth + c * taps + firstTap))
        for (firstPosition = 0; firstPosition < positions; firstPosition += positionCount) {
          positionCount = positionsFrom(firstPosition)
          for (let sample = 0; sample < n; sample++) {
            const planes = dOutput + bytesOf((sample * filters + f) * positions + firstPosition)
            addBlock(width, planes, dInput + bytesOf((sample * channels + c) * planeCells))
          }
        }
      }
    }
  }
}

/** Taps of the block that begins at tap `first`. */
function tapsFrom(first: i32): i32 {
  let count = 1
  while (first + count < taps && cellOfTap(first + count) - cellOfTap(first) < mostCells) count++
  return count
}

/** Positions of the block that begins at position `first`: whole rows, or a part of one. */
function positionsFrom(first: i32): i32 {
  // Each filter's may take up to a line of the cache more.
  const most = mostGradients / filterCount - 32
  const rows = min(mostCells / (strideDown * rowCells), most / positionColumns)
  if (rows > 0) return min(rows * positionColumns, positions - first)
  return min(min(max(1, mostCells / strideRight), most), positionColumns - (first % positionColumns))
}

/** The weights of the eight channels from `channel` on in their block. (taps, filters, 8) */
function weightsOf(channel: i32): usize {
  return transposedScratch() + gatherTileStep * ((channel / lanes) * tapCount * filterCount)
}

/**
 * The taps of the block that come first in the lanes: all, but where no more than four channels are left only the first
 * half, each with one of the other half beside it. The two lie in different rows, so that no tile meets a cell twice.
 */
function leadingTaps(channelsLeft: i32): i32 {
  const half = (tapCount + 1) / 2
  return channelsLeft <= 4 && half >= tapColumns ? half : tapCount
}

/** weight (filters, channels, taps) → for each eight channels (leading taps, filters, 8) */
function packWeights(width: i32, weight: usize): void {
  for (let channel = 0; channel < width; channel++) {
    const lane = channel % lanes
    const leading = leadingTaps(width - channel + lane)
    for (let tap = 0; tap < tapCount; tap++) {
      const isLeading = tap < leading
      const row = (isLeading ? tap : tap - leading) * filterCount
      let to = weightsOf(channel) + gatherTileStep * row + bytesOf(isLeading ? lane : lane + 4)
      let from = weight + bytesOf(channel * taps + tap)
      for (let f = 0; f < filterCount; f++) {
        f32.store(to, f32.load(from))
        to += gatherTileStep
        from += bytesOf(depth)
      }
    }
  }
}

/** Adds what the block at work gives to `width` planes of one image. */
function addBlock(width: i32, dOutput: usize, image: usize): void {
  const planeStep = bytesOf(planeCells)
  const first = cellOfTap(firstTap) + cellOfPosition(firstPosition)
  const last = cellOfTap(firstTap + tapCount - 1) + cellOfPosition(firstPosition + positionCount - 1)
  const cells = last - first + 1
  const dx = interleavedScratch()
  let dz = dOutput
  let dzStep = bytesOf(positions)
  // Rows that lie a large power of two apart share a few lines of the cache: these are moved an odd number of lines apart.
  if (dzStep % 1024 == 0) {
    dz = dx + bytesOf(mostGradients)
    dzStep = ((bytesOf(positionCount) + 63) & ~63) | 64
    copyRows(filterCount, positionCount, dOutput, bytesOf(positions), dz, dzStep)
  }
  for (let c = 0; c < width; c += lanes) {
    const planes = image + planeStep * c + bytesOf(first)
    const count = min(lanes, width - c)
    transpose(count, cells, planes, planeStep, dx, gatherTileStep)
    addTaps(leadingTaps(width - c), weightsOf(c), dz, dzStep, dx)
    transpose(cells, count, dx, gatherTileStep, planes, planeStep)
  }
}

function copyRows(rows: i32, count: i32, from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const bytes = bytesOf(count)
  for (; rows > 0; rows--) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at))
    from += fromStep
    to += toStep
  }
}

/** Adds the product for each leading tap of the block to the cells it meets. dx (cells, 8) */
function addTaps(leading: i32, weights: usize, dz: usize, dzStep: usize, dx: usize): void {
  const step = gatherTileStep * strideRight
  const rowGap = gatherTileStep * (strideDown * rowCells - strideRight * positionColumns)
  const firstColumn = firstPosition % positionColumns
  for (let tap = firstTap; tap < firstTap + leading; tap++) {
    const other = tap + leading
    const hasOther = other < firstTap + tapCount
    const apart: usize = hasOther ? gatherTileStep * (cellOfTap(other) - cellOfTap(tap)) : 16
    let cell = dx + gatherTileStep * (cellOfTap(tap) - cellOfTap(firstTap))
    let gradient = dz
    let column = firstColumn
    for (let left = positionCount; left > 0;) {
      let segment = min(left, positionColumns - column)
      left -= segment
      while (segment > 0) {
        const rows = shareOf(segment, outerTileRows)
        outerTile(rows, filterCount, true, gradient, dzStep, weights, gatherTileStep, cell, step, apart)
        gradient += bytesOf(rows)
        cell += step * rows
        segment -= rows
      }
      cell += rowGap
      column = 0
    }
    weights += gatherTileStep * filterCount
  }
}
