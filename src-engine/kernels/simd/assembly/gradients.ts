import { firstLanes, highInDouble, Lanes, lowInDouble, sumOfDoubles } from './lanes'
import { madd } from './madd'

/** `g ← g + λ₁ sign w + λ₂ w`; returns `λ₁ Σ|w| + ½λ₂ Σw²`. */
export function addPenalty(count: i32, l1: f64, l2: f64, value: usize, gradient: usize): f64 {
  const one = f32x4.splat(1)
  const signs = f32x4.splat(-0.0)
  const zero = f32x4.splat(0)
  let absolutes = f64x2.splat(0)
  let squares = f64x2.splat(0)
  for (; count > 0; count -= 4) {
    const w = v128.load(value)
    const sign = v128.and(v128.or(v128.and(w, signs), one), f32x4.ne(w, zero))
    const slope = madd(f32x4.splat(<f32>l2), w, f32x4.mul(f32x4.splat(<f32>l1), sign))
    Lanes.store(count, gradient, f32x4.add(v128.load(gradient), slope))
    const counted = v128.and(w, firstLanes(count))
    const low = lowInDouble(counted)
    const high = highInDouble(counted)
    absolutes = f64x2.add(absolutes, f64x2.add(f64x2.abs(low), f64x2.abs(high)))
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)))
    value += 16
    gradient += 16
  }
  return l1 * sumOfDoubles(absolutes) + 0.5 * l2 * sumOfDoubles(squares)
}

export function sumOfSquares(count: i32, values: usize): f64 {
  let squares = f64x2.splat(0)
  for (; count > 0; count -= 4) {
    const counted = v128.and(v128.load(values), firstLanes(count))
    const low = lowInDouble(counted)
    const high = highInDouble(counted)
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)))
    values += 16
  }
  return sumOfDoubles(squares)
}

/** `x ← factor · x` */
export function scale(count: i32, factor: f32, values: usize): void {
  for (; count > 0; count -= 4) {
    Lanes.store(count, values, f32x4.mul(f32x4.splat(factor), v128.load(values)))
    values += 16
  }
}
