import { madd } from './madd'

/** Bytes from row to row of a tile, which is as wide as an outer tile. */
export const gatherTileStep: usize = 32

/**
 * Up to `outerTileRows` rows of `C = A B + D`, eight columns wide, where A stands nowhere as such: its number (row, k)
 * lies at `a + rowOffsets[row] + offsets[k]`. So numbers that A would hold many times over are read from where they are.
 *
 * b (k, 8), d (rows, 8) → c (rows, 8).
 *
 * @param rowOffsets the bytes for each row, in uint32; `offsets` likewise for each k
 * @param d what is added, which may be C itself
 * @param dStep bytes from row to row of D; 0 adds the same row to all
 */
export function gatherTile(
  rows: i32,
  k: i32,
  a: usize,
  rowOffsets: usize,
  offsets: usize,
  b: usize,
  c: usize,
  d: usize,
  dStep: usize,
): void {
  switch (rows) {
    case 1:
      return gather1(k, a, rowOffsets, offsets, b, c, d, dStep)
    case 2:
      return gather2(k, a, rowOffsets, offsets, b, c, d, dStep)
    case 3:
      return gather3(k, a, rowOffsets, offsets, b, c, d, dStep)
    case 4:
      return gather4(k, a, rowOffsets, offsets, b, c, d, dStep)
    case 5:
      return gather5(k, a, rowOffsets, offsets, b, c, d, dStep)
    default:
      return gather6(k, a, rowOffsets, offsets, b, c, d, dStep)
  }
}

// One function for each number of rows: as cases of one, the optimiser would fold some of them into a slow loop for both.

function gather1(k: i32, a: usize, rows: usize, offsets: usize, b: usize, c: usize, d: usize, dStep: usize): void {
  Tile.gather(1, k, a, rows, offsets, b, c, d, dStep)
}

function gather2(k: i32, a: usize, rows: usize, offsets: usize, b: usize, c: usize, d: usize, dStep: usize): void {
  Tile.gather(2, k, a, rows, offsets, b, c, d, dStep)
}

function gather3(k: i32, a: usize, rows: usize, offsets: usize, b: usize, c: usize, d: usize, dStep: usize): void {
  Tile.gather(3, k, a, rows, offsets, b, c, d, dStep)
}

function gather4(k: i32, a: usize, rows: usize, offsets: usize, b: usize, c: usize, d: usize, dStep: usize): void {
  Tile.gather(4, k, a, rows, offsets, b, c, d, dStep)
}

function gather5(k: i32, a: usize, rows: usize, offsets: usize, b: usize, c: usize, d: usize, dStep: usize): void {
  Tile.gather(5, k, a, rows, offsets, b, c, d, dStep)
}

function gather6(k: i32, a: usize, rows: usize, offsets: usize, b: usize, c: usize, d: usize, dStep: usize): void {
  Tile.gather(6, k, a, rows, offsets, b, c, d, dStep)
}

/** A class because only methods may carry the decorator: each number of rows is to become code of its own. */
class Tile {
  @inline
  static gather(
    rows: i32,
    k: i32,
    a: usize,
    rowOffsets: usize,
    offsets: usize,
    b: usize,
    c: usize,
    d: usize,
    dStep: usize,
  ): void {
    const zero = f32x4.splat(0)
    let a1 = a
    let a2 = a
    let a3 = a
    let a4 = a
    let a5 = a
    let s10 = zero
    let s11 = zero
    let s20 = zero
    let s21 = zero
    let s30 = zero
    let s31 = zero
    let s40 = zero
    let s41 = zero
    let s50 = zero
    let s51 = zero
    const a0 = a + load<u32>(rowOffsets)
    let s00 = v128.load(d)
    let s01 = v128.load(d, 16)
    if (rows > 1) {
      a1 += load<u32>(rowOffsets, 4)
      d += dStep
      s10 = v128.load(d)
      s11 = v128.load(d, 16)
    }
    if (rows > 2) {
      a2 += load<u32>(rowOffsets, 8)
      d += dStep
      s20 = v128.load(d)
      s21 = v128.load(d, 16)
    }
    if (rows > 3) {
      a3 += load<u32>(rowOffsets, 12)
      d += dStep
      s30 = v128.load(d)
      s31 = v128.load(d, 16)
    }
    if (rows > 4) {
      a4 += load<u32>(rowOffsets, 16)
      d += dStep
      s40 = v128.load(d)
      s41 = v128.load(d, 16)
    }
    if (rows > 5) {
      a5 += load<u32>(rowOffsets, 20)
      d += dStep
      s50 = v128.load(d)
      s51 = v128.load(d, 16)
    }
    for (; k > 0; k--) {
      const offset = load<u32>(offsets)
      const y0 = v128.load(b)
      const y1 = v128.load(b, 16)
      let x = v128.load32_splat(a0 + offset)
      s00 = madd(x, y0, s00)
      s01 = madd(x, y1, s01)
      if (rows > 1) {
        x = v128.load32_splat(a1 + offset)
        s10 = madd(x, y0, s10)
        s11 = madd(x, y1, s11)
      }
      if (rows > 2) {
        x = v128.load32_splat(a2 + offset)
        s20 = madd(x, y0, s20)
        s21 = madd(x, y1, s21)
      }
      if (rows > 3) {
        x = v128.load32_splat(a3 + offset)
        s30 = madd(x, y0, s30)
        s31 = madd(x, y1, s31)
      }
      if (rows > 4) {
        x = v128.load32_splat(a4 + offset)
        s40 = madd(x, y0, s40)
        s41 = madd(x, y1, s41)
      }
      if (rows > 5) {
        x = v128.load32_splat(a5 + offset)
        s50 = madd(x, y0, s50)
        s51 = madd(x, y1, s51)
      }
      offsets += 4
      b += gatherTileStep
    }
    v128.store(c, s00)
    v128.store(c, s01, 16)
    if (rows > 1) {
      v128.store(c, s10, 32)
      v128.store(c, s11, 48)
    }
    if (rows > 2) {
      v128.store(c, s20, 64)
      v128.store(c, s21, 80)
    }
    if (rows > 3) {
      v128.store(c, s30, 96)
      v128.store(c, s31, 112)
    }
    if (rows > 4) {
      v128.store(c, s40, 128)
      v128.store(c, s41, 144)
    }
    if (rows > 5) {
      v128.store(c, s50, 160)
      v128.store(c, s51, 176)
    }
  }
}
