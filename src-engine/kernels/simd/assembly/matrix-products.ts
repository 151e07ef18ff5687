import { bytesOf } from './bytes-of'
import { dotTile, dotTileColumns } from './dot-tile'
import { gatherTile, gatherTileStep } from './gather-tile'
import { outerTile, outerTileColumns, outerTileRows } from './outer-tile'
import { panelRows, panelScratch, tileScratch } from './scratch'

/**
 * `C = A Bᵀ + D`. a (m, k), b (n, k) → c (m, n). Steps are the bytes from row to row.
 *
 * Both matrices are read along their rows, where their numbers lie side by side, so nothing has to be packed.
 *
 * @param d rows of what is added, `dStep` apart, or 0 for nothing
 */
export function multiplyByTransposed(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cStep: usize,
  d: usize,
  dStep: usize,
): void {
  for (let column = 0; column < n;) {
    const columns = shareOf(n - column, dotTileColumns)
    const at = bytesOf(column)
    for (let row = 0; row < m; row += 2) {
      const a0 = a + aStep * row
      const c0 = c + cStep * row + at
      const d0: usize = d == 0 ? 0 : d + dStep * row + at
      const hasSecond = row + 1 < m
      const a1 = hasSecond ? a0 + aStep : a0
      const c1 = hasSecond ? c0 + cStep : c0
      const d1 = d != 0 && hasSecond ? d0 + dStep : d0
      dotTile(columns, k, a0, a1, b + bStep * column, bStep, c0, c1, d0, d1)
    }
    column += columns
  }
}

/** `C = Aᵀ B`, or `C += Aᵀ B`. a (k, m), b (k, n) → c (m, n). Steps are the bytes from row to row. */
export function multiplyTransposed(
  m: i32,
  n: i32,
  k: i32,
  accumulate: bool,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cStep: usize,
): void {
  for (let first = 0; first < k; first += panelRows) {
    const rows = min(panelRows, k - first)
    for (let column = 0; column < n; column += outerTileColumns) {
      const columns = min(outerTileColumns, n - column)
      const at = bytesOf(column)
      const panelOfB = b + bStep * first + at
      const panelOfA = a + aStep * first
      multiplyPanel(m, columns, rows, accumulate || first > 0, panelOfA, aStep, panelOfB, bStep, c + at, cStep)
    }
  }
}

/** From so many rows of C on, packing a panel of B costs less than reading its rows from far apart again and again. */
const packedFrom: i32 = 24

/** One panel of up to eight columns of B, and of C. */
function multiplyPanel(
  m: i32,
  columns: i32,
  k: i32,
  accumulate: bool,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cStep: usize,
): void {
  if (m >= packedFrom) {
    pack(k, b, bStep, panelScratch())
    b = panelScratch()
    bStep = outerTileColumns << 2
  }
  for (let row = 0; row < m;) {
    const rows = shareOf(m - row, outerTileRows)
    const tile = c + cStep * row
    const x = a + bytesOf(row)
    if (columns == outerTileColumns) {
      outerTile(rows, k, accumulate, x, aStep, b, bStep, tile, cStep, 16)
    } else {
      // A tile wider than what is left of C is made aside.
      const aside = tileScratch()
      const asideStep: usize = outerTileColumns << 2
      if (accumulate) copyTile(rows, columns, tile, cStep, aside, asideStep)
      outerTile(rows, k, accumulate, x, aStep, b, bStep, aside, asideStep, 16)
      copyTile(rows, columns, aside, asideStep, tile, cStep)
    }
    row += rows
  }
}

/**
 * `C = A B + D`, A being gathered and the others eight columns wide: see {@link gatherTile}.
 *
 * a (m, k) by its offsets, b (k, 8), d (m, 8) → c (m, 8).
 */
export function multiplyGathered(
  m: i32,
  k: i32,
  a: usize,
  rowOffsets: usize,
  offsets: usize,
  b: usize,
  c: usize,
  d: usize,
  dStep: usize,
): void {
  for (let row = 0; row < m;) {
    const rows = shareOf(m - row, outerTileRows)
    gatherTile(rows, k, a, rowOffsets + bytesOf(row), offsets, b, c + gatherTileStep * row, d + dStep * row, dStep)
    row += rows
  }
}

/** How many of `left` rows the next tile takes: `most`, but the last two share evenly, since narrow tiles are slow. */
export function shareOf(left: i32, most: i32): i32 {
  if (left <= most) return left
  return left < 2 * most ? (left + 1) >> 1 : most
}

/** Copies eight columns of `rows` rows, one row after another. */
function pack(rows: i32, from: usize, fromStep: usize, to: usize): void {
  for (; rows > 0; rows--) {
    const first = v128.load(from)
    const second = v128.load(from, 16)
    v128.store(to, first)
    v128.store(to, second, 16)
    from += fromStep
    to += outerTileColumns << 2
  }
}

function copyTile(rows: i32, columns: i32, from: usize, fromStep: usize, to: usize, toStep: usize): void {
  for (; rows > 0; rows--) {
    for (let i: usize = 0; i < bytesOf(columns); i += 4) f32.store(to + i, f32.load(from + i))
    from += fromStep
    to += toStep
  }
}

/** `B = Aᵀ`. a (rows, columns) → b (columns, rows). Steps are the bytes from row to row. */
export function transpose(rows: i32, columns: i32, a: usize, aStep: usize, b: usize, bStep: usize): void {
  let row = 0
  for (; row + 4 <= rows; row += 4) {
    const a0 = a + aStep * row
    const a1 = a0 + aStep
    const a2 = a1 + aStep
    const a3 = a2 + aStep
    let to = b + bytesOf(row)
    let column = 0
    for (; column + 4 <= columns; column += 4) {
      const at = bytesOf(column)
      const r0 = v128.load(a0 + at)
      const r1 = v128.load(a1 + at)
      const r2 = v128.load(a2 + at)
      const r3 = v128.load(a3 + at)
      const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5)
      const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5)
      const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7)
      const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7)
      v128.store(to, i32x4.shuffle(low01, low23, 0, 1, 4, 5))
      v128.store(to + bStep, i32x4.shuffle(low01, low23, 2, 3, 6, 7))
      to += 2 * bStep
      v128.store(to, i32x4.shuffle(high01, high23, 0, 1, 4, 5))
      v128.store(to + bStep, i32x4.shuffle(high01, high23, 2, 3, 6, 7))
      to += 2 * bStep
    }
    for (; column < columns; column++) {
      const at = bytesOf(column)
      v128.store(to, f32x4(f32.load(a0 + at), f32.load(a1 + at), f32.load(a2 + at), f32.load(a3 + at)))
      to += bStep
    }
  }
  for (; row < rows; row++) {
    const from = a + aStep * row
    const to = b + bytesOf(row)
    for (let column = 0; column < columns; column++) {
      f32.store(to + bStep * column, f32.load(from + bytesOf(column)))
    }
  }
}
