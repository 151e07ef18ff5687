import { bytesOf } from './bytes-of'

/** All bits set in the first `count` lanes. */
export function firstLanes(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count))
}

/** The lanes of `a` where all bits of the mask are set, of `b` where none is. */
export function select(a: v128, b: v128, mask: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_laneselect(a, b, mask)
  return v128.bitselect(a, b, mask)
}

/** The sums over the lanes of each of four vectors. */
export function sumOfEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7))
  return f32x4.add(i32x4.shuffle(ab, cd, 0, 1, 4, 5), i32x4.shuffle(ab, cd, 2, 3, 6, 7))
}

/** The largest lane; NaN where one is. */
export function largestLane(values: v128): f32 {
  const pairs = f32x4.max(values, i32x4.shuffle(values, values, 2, 3, 0, 1))
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1))
}

/** The sum of the lanes. */
export function sumOfLanes(values: v128): f32 {
  const pairs = f32x4.add(values, i32x4.shuffle(values, values, 2, 3, 0, 1))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}

/** The first two lanes in float64. */
export function lowInDouble(values: v128): v128 {
  return f64x2.promote_low_f32x4(values)
}

/** The last two lanes in float64. */
export function highInDouble(values: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(values, values, 2, 3, 2, 3))
}

/** The sum of two lanes in float64. */
export function sumOfDoubles(values: v128): f64 {
  return f64x2.extract_lane(values, 0) + f64x2.extract_lane(values, 1)
}

/** A class because only methods may carry the decorator: a call for every four numbers would cost more than the work. */
export class Lanes {
  /** Stores the first `count` lanes; four where `count` is more. */
  @inline
  static store(count: i32, to: usize, values: v128): void {
    if (count >= 4) v128.store(to, values)
    else storeFew(count, to, values)
  }

  /** The first `count` of four numbers `stride` numbers apart; anything in the lanes of the others. */
  @inline
  static load(count: i32, from: usize, stride: i32): v128 {
    if (stride == 1) return v128.load(from)
    if (stride == 2) return i32x4.shuffle(v128.load(from), v128.load(from, 16), 0, 2, 4, 6)
    return loadApart(count, from, bytesOf(stride))
  }
}

function storeFew(count: i32, to: usize, values: v128): void {
  if (count & 2) {
    v128.store64_lane(to, values, 0)
    to += 8
    values = i32x4.shuffle(values, values, 2, 3, 2, 3)
  }
  if (count & 1) v128.store32_lane(to, values, 0)
}

function loadApart(count: i32, from: usize, step: usize): v128 {
  // What lies far beyond the last may lie beyond the end of the memory.
  let values = v128.load32_zero(from)
  if (count > 1) values = v128.load32_lane(from + step, values, 1)
  if (count > 2) values = v128.load32_lane(from + 2 * step, values, 2)
  return count > 3 ? v128.load32_lane(from + 3 * step, values, 3) : values
}
