import { bytesOf } from './bytes-of'
import { outerTileColumns } from './outer-tile'
import { positionTable, tapTable } from './scratch'

/*
 * A convolution is a product with the unfolded image U, in which row k = (c, i, j) holds the cells that tap (i, j) of
 * channel c meets at every position p = (y, x). U is never made: whatever kernel and stride, its number (k, p) lies in
 * the image as far from the first cell as the tap and the position do together.
 */

/** Filters, or channels, that stand side by side in a tile. */
export const lanes: i32 = outerTileColumns

/** The convolution at work, set by every export of convolution.ts before anything else. */
export let channels: i32 = 0
export let filters: i32 = 0
/** Rows of U: channels · taps. */
export let depth: i32 = 0
/** Taps of one channel and of its rows. */
export let taps: i32 = 0
export let tapColumns: i32 = 0
/** Cells of a plane of the image and of its rows. */
export let planeCells: i32 = 0
export let rowCells: i32 = 0
export let strideDown: i32 = 0
export let strideRight: i32 = 0
/** Positions in a plane of the output and in its rows. */
export let positions: i32 = 0
export let positionColumns: i32 = 0

export function setShape(
  channelCount: i32,
  filterCount: i32,
  rows: i32,
  columns: i32,
  kernelRows: i32,
  kernelColumns: i32,
  down: i32,
  right: i32,
): void {
  channels = channelCount
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

/** The cell of its plane that tap `tap` meets at the first position. */
export function cellOfTap(tap: i32): i32 {
  return (tap / tapColumns) * rowCells + (tap % tapColumns)
}

/** The cell of its plane that the first tap meets at position `position`. */
export function cellOfPosition(position: i32): i32 {
  return (position / positionColumns) * strideDown * rowCells + (position % positionColumns) * strideRight
}

/** Writes down where the taps of rows `first …` of U lie, in bytes. */
export function listTaps(first: i32, count: i32): void {
  for (let i = 0; i < count; i++) {
    const k = first + i
    store<u32>(tapTable() + bytesOf(i), <u32>bytesOf((k / taps) * planeCells + cellOfTap(k % taps)))
  }
}

/** Writes down where positions `first …` lie, in bytes. */
export function listPositions(first: i32, count: i32): void {
  for (let i = 0; i < count; i++) store<u32>(positionTable() + bytesOf(i), <u32>bytesOf(cellOfPosition(first + i)))
}
