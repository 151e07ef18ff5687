/*
 * Memory of this instance alone, for what a kernel packs and for tiles made aside. Its layout, in bytes from its start:
 * a tile, a panel, two blocks, then two tables of offsets.
 */

const tileBytes: usize = 256
const panelBytes: usize = 8 * 1024
const blockBytes: usize = 256 * 1024
const tableBytes: usize = 8 * 1024

/** Rows of a block that is square. */
export const blockRows: i32 = 256
/** Rows of eight numbers in a block. */
export const narrowRows: i32 = <i32>(blockBytes >> 5)
/** Uint32 numbers in a table. */
export const tableLength: i32 = <i32>(tableBytes >> 2)
/** Rows of eight numbers in a panel. */
export const panelRows: i32 = <i32>(panelBytes >> 5)
/** Float64 numbers in a chunk, with room for three more. */
export const chunkLength: i32 = <i32>(panelBytes >> 3) - 4

let start: usize = 0

/** Bytes from 0 that the module itself uses, for the tables of its logarithm. */
export function staticBytes(): usize {
  return __heap_base
}

/** What {@link useScratch} must be given, the vectors read beyond the end of a row included. */
export function scratchBytes(): usize {
  return tileBytes + panelBytes + 2 * (blockBytes + tableBytes) + 64
}

/** @param at where the scratch memory begins, on a cache line */
export function useScratch(at: usize): void {
  start = at
}

/** For the padded ends of rows, and for tiles wider than what is left of a matrix. */
export function tileScratch(): usize {
  return start
}

export function panelScratch(): usize {
  return start + tileBytes
}

/** For a chunk of a row in float64; lies where panels lie. */
export function chunkScratch(): usize {
  return panelScratch()
}

/** For a block that was transposed. */
export function transposedScratch(): usize {
  return start + tileBytes + panelBytes
}

/** For a second block that was transposed; lies where planes lie. */
export function turnedScratch(): usize {
  return interleavedScratch()
}

/** For a block of planes side by side. */
export function interleavedScratch(): usize {
  return start + tileBytes + panelBytes + blockBytes
}

/** For where the taps of a convolution lie. */
export function tapTable(): usize {
  return start + tileBytes + panelBytes + 2 * blockBytes
}

/** For where the positions of a convolution lie. */
export function positionTable(): usize {
  return tapTable() + tableBytes
}
