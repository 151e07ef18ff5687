import { firstLanes, Lanes, sumOfEach } from './lanes'
import { madd } from './madd'
import { tileScratch } from './scratch'

/** Most columns of a tile: with two rows, as many sums as there are registers for. */
export const dotTileColumns: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 5

/**
 * Two rows and up to `dotTileColumns` columns of `C = A Bᵀ + D`, all rows of A and B being `k` long.
 *
 * @param a1 the second row of A, or the first again where there is no second; `c1` and `d1` likewise
 * @param b the first of as many rows as the tile has columns, `bStep` bytes apart
 * @param d0 what is added to the first row, or 0 for nothing; `d1` likewise
 */
export function dotTile(
  columns: i32,
  k: i32,
  a0: usize,
  a1: usize,
  b: usize,
  bStep: usize,
  c0: usize,
  c1: usize,
  d0: usize,
  d1: usize,
): void {
  switch (columns) {
    case 1:
      return Tile.dot(1, k, a0, a1, b, bStep, c0, c1, d0, d1)
    case 2:
      return Tile.dot(2, k, a0, a1, b, bStep, c0, c1, d0, d1)
    case 3:
      return Tile.dot(3, k, a0, a1, b, bStep, c0, c1, d0, d1)
    case 4:
      return Tile.dot(4, k, a0, a1, b, bStep, c0, c1, d0, d1)
    case 5:
      return Tile.dot(5, k, a0, a1, b, bStep, c0, c1, d0, d1)
    default:
      return Tile.dot(6, k, a0, a1, b, bStep, c0, c1, d0, d1)
  }
}

/** A class because only methods may carry the decorator: each number of columns is to become code of its own. */
class Tile {
  @inline
  static dot(
    columns: i32,
    k: i32,
    a0: usize,
    a1: usize,
    b0: usize,
    bStep: usize,
    c0: usize,
    c1: usize,
    d0: usize,
    d1: usize,
  ): void {
    const zero = f32x4.splat(0)
    let s00 = zero
    let s01 = zero
    let s02 = zero
    let s03 = zero
    let s04 = zero
    let s05 = zero
    let s10 = zero
    let s11 = zero
    let s12 = zero
    let s13 = zero
    let s14 = zero
    let s15 = zero
    let b1 = b0 + bStep
    let b2 = b1 + bStep
    let b3 = b2 + bStep
    let b4 = b3 + bStep
    let b5 = b4 + bStep
    let left = k
    while (true) {
      for (; left > 3; left -= 4) {
        const x0 = v128.load(a0)
        const x1 = v128.load(a1)
        let y = v128.load(b0)
        s00 = madd(x0, y, s00)
        s10 = madd(x1, y, s10)
        if (columns > 1) {
          y = v128.load(b1)
          s01 = madd(x0, y, s01)
          s11 = madd(x1, y, s11)
          b1 += 16
        }
        if (columns > 2) {
          y = v128.load(b2)
          s02 = madd(x0, y, s02)
          s12 = madd(x1, y, s12)
          b2 += 16
        }
        if (columns > 3) {
          y = v128.load(b3)
          s03 = madd(x0, y, s03)
          s13 = madd(x1, y, s13)
          b3 += 16
        }
        if (columns > 4) {
          y = v128.load(b4)
          s04 = madd(x0, y, s04)
          s14 = madd(x1, y, s14)
          b4 += 16
        }
        if (columns > 5) {
          y = v128.load(b5)
          s05 = madd(x0, y, s05)
          s15 = madd(x1, y, s15)
          b5 += 16
        }
        a0 += 16
        a1 += 16
        b0 += 16
      }
      if (left == 0) break
      // What is left of every row, with zeros after it, goes through the same loop once.
      const mask = firstLanes(left)
      const padded = tileScratch()
      a0 = pad(a0, mask, padded)
      a1 = pad(a1, mask, padded + 16)
      b0 = pad(b0, mask, padded + 32)
      if (columns > 1) b1 = pad(b1, mask, padded + 48)
      if (columns > 2) b2 = pad(b2, mask, padded + 64)
      if (columns > 3) b3 = pad(b3, mask, padded + 80)
      if (columns > 4) b4 = pad(b4, mask, padded + 96)
      if (columns > 5) b5 = pad(b5, mask, padded + 112)
      left = 4
    }
    // Both rows may be the same one, which must be read before it is written.
    const r00 = withAdded(sumOfEach(s00, s01, s02, s03), d0)
    const r10 = withAdded(sumOfEach(s10, s11, s12, s13), d1)
    Lanes.store(columns, c0, r00)
    Lanes.store(columns, c1, r10)
    if (columns > 4) {
      const r04 = withAdded(sumOfEach(s04, s05, zero, zero), d0 == 0 ? 0 : d0 + 16)
      const r14 = withAdded(sumOfEach(s14, s15, zero, zero), d1 == 0 ? 0 : d1 + 16)
      Lanes.store(columns - 4, c0 + 16, r04)
      Lanes.store(columns - 4, c1 + 16, r14)
    }
  }
}

function withAdded(sums: v128, added: usize): v128 {
  return added == 0 ? sums : f32x4.add(sums, v128.load(added))
}

function pad(from: usize, mask: v128, to: usize): usize {
  v128.store(to, v128.and(v128.load(from), mask))
  return to
}
