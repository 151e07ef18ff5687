import { madd } from './madd'

/** Most rows of a tile: with its two vectors of columns, as many sums as there are registers for. */
export const outerTileRows: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 5
export const outerTileColumns: i32 = 8

/**
 * Up to `outerTileRows` rows and eight columns of `C = Aᵀ B`, or of `C += Aᵀ B`, A and B having `k` rows.
 *
 * Steps are the bytes from row to row. `a` and `b` point at the first of the tile's columns; eight columns of B are
 * read and of C written.
 *
 * @param cApart the bytes from the first four columns of C to the other four: 16 if they stand side by side
 */
export function outerTile(
  rows: i32,
  k: i32,
  accumulate: bool,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cStep: usize,
  cApart: usize,
): void {
  switch (rows) {
    case 1:
      return Tile.outer(1, k, accumulate, a, aStep, b, bStep, c, cStep, cApart)
    case 2:
      return Tile.outer(2, k, accumulate, a, aStep, b, bStep, c, cStep, cApart)
    case 3:
      return Tile.outer(3, k, accumulate, a, aStep, b, bStep, c, cStep, cApart)
    case 4:
      return Tile.outer(4, k, accumulate, a, aStep, b, bStep, c, cStep, cApart)
    case 5:
      return Tile.outer(5, k, accumulate, a, aStep, b, bStep, c, cStep, cApart)
    default:
      return Tile.outer(6, k, accumulate, a, aStep, b, bStep, c, cStep, cApart)
  }
}

/** A class because only methods may carry the decorator: each number of rows is to become code of its own. */
class Tile {
  @inline
  static outer(
    rows: i32,
    k: i32,
    accumulate: bool,
    a: usize,
    aStep: usize,
    b: usize,
    bStep: usize,
    c0: usize,
    cStep: usize,
    cApart: usize,
  ): void {
    const c1 = c0 + cStep
    const c2 = c1 + cStep
    const c3 = c2 + cStep
    const c4 = c3 + cStep
    const c5 = c4 + cStep
    const zero = f32x4.splat(0)
    let s00 = zero
    let s01 = zero
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
    if (accumulate) {
      s00 = v128.load(c0)
      s01 = v128.load(c0 + cApart)
      if (rows > 1) {
        s10 = v128.load(c1)
        s11 = v128.load(c1 + cApart)
      }
      if (rows > 2) {
        s20 = v128.load(c2)
        s21 = v128.load(c2 + cApart)
      }
      if (rows > 3) {
        s30 = v128.load(c3)
        s31 = v128.load(c3 + cApart)
      }
      if (rows > 4) {
        s40 = v128.load(c4)
        s41 = v128.load(c4 + cApart)
      }
      if (rows > 5) {
        s50 = v128.load(c5)
        s51 = v128.load(c5 + cApart)
      }
    }
    for (; k > 0; k--) {
      const y0 = v128.load(b)
      const y1 = v128.load(b, 16)
      let x = v128.load32_splat(a)
      s00 = madd(x, y0, s00)
      s01 = madd(x, y1, s01)
      if (rows > 1) {
        x = v128.load32_splat(a, 4)
        s10 = madd(x, y0, s10)
        s11 = madd(x, y1, s11)
      }
      if (rows > 2) {
        x = v128.load32_splat(a, 8)
        s20 = madd(x, y0, s20)
        s21 = madd(x, y1, s21)
      }
      if (rows > 3) {
        x = v128.load32_splat(a, 12)
        s30 = madd(x, y0, s30)
        s31 = madd(x, y1, s31)
      }
      if (rows > 4) {
        x = v128.load32_splat(a, 16)
        s40 = madd(x, y0, s40)
        s41 = madd(x, y1, s41)
      }
      if (rows > 5) {
        x = v128.load32_splat(a, 20)
        s50 = madd(x, y0, s50)
        s51 = madd(x, y1, s51)
      }
      a += aStep
      b += bStep
    }
    v128.store(c0, s00)
    v128.store(c0 + cApart, s01)
    if (rows > 1) {
      v128.store(c1, s10)
      v128.store(c1 + cApart, s11)
    }
    if (rows > 2) {
      v128.store(c2, s20)
      v128.store(c2 + cApart, s21)
    }
    if (rows > 3) {
      v128.store(c3, s30)
      v128.store(c3 + cApart, s31)
    }
    if (rows > 4) {
      v128.store(c4, s40)
      v128.store(c4 + cApart, s41)
    }
    if (rows > 5) {
      v128.store(c5, s50)
      v128.store(c5 + cApart, s51)
    }
  }
}
