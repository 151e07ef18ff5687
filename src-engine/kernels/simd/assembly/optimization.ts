import { firstLanes, highInDouble, Lanes, lowInDouble, sumOfDoubles } from './lanes'
import { madd } from './madd'

/** `v ← γv − αg; w ← w + v`, with Nesterov's look ahead `w ← w + γv − αg`. */
export function sgdMomentum(
  count: i32,
  learningRate: f32,
  momentum: f32,
  nesterov: bool,
  gradient: usize,
  velocity: usize,
  value: usize,
): void {
  const descent = f32x4.splat(-learningRate)
  const inertia = f32x4.splat(momentum)
  for (; count > 0; count -= 4) {
    const step = f32x4.mul(descent, v128.load(gradient))
    const v = madd(inertia, v128.load(velocity), step)
    const change = nesterov ? madd(inertia, v, step) : v
    Lanes.store(count, velocity, v)
    Lanes.store(count, value, f32x4.add(v128.load(value), change))
    gradient += 16
    velocity += 16
    value += 16
  }
}

/** `m ← β₁m + (1 − β₁)g; s ← β₂s + (1 − β₂)g²; w ← w − λw − α·m / (√(s·c) + ε)`, α and c holding the corrections. */
export function adam(
  count: i32,
  rate: f32,
  decay: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  correction: f32,
  epsilon: f32,
  gradient: usize,
  mean: usize,
  squares: usize,
  value: usize,
): void {
  for (; count > 0; count -= 4) {
    const g = v128.load(gradient)
    const m = madd(f32x4.splat(beta1), v128.load(mean), f32x4.mul(f32x4.splat(rest1), g))
    const s = madd(f32x4.splat(beta2), v128.load(squares), f32x4.mul(f32x4.splat(rest2), f32x4.mul(g, g)))
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(s, f32x4.splat(correction))), f32x4.splat(epsilon))
    const w = v128.load(value)
    const decayed = madd(f32x4.splat(-decay), w, w)
    Lanes.store(count, mean, m)
    Lanes.store(count, squares, s)
    Lanes.store(count, value, f32x4.sub(decayed, f32x4.div(f32x4.mul(f32x4.splat(rate), m), root)))
    gradient += 16
    mean += 16
    squares += 16
    value += 16
  }
}

/** `s ← ρs + r·g²; w ← w − α·g / (√s + ε)`: r is 1 − ρ for RMSProp; for AdaGrad ρ and r are 1. */
export function descendBySquares(
  count: i32,
  learningRate: f32,
  kept: f32,
  added: f32,
  epsilon: f32,
  gradient: usize,
  squares: usize,
  value: usize,
): void {
  for (; count > 0; count -= 4) {
    const g = v128.load(gradient)
    const s = madd(f32x4.splat(kept), v128.load(squares), f32x4.mul(f32x4.splat(added), f32x4.mul(g, g)))
    const root = f32x4.add(f32x4.sqrt(s), f32x4.splat(epsilon))
    Lanes.store(count, squares, s)
    Lanes.store(count, value, f32x4.sub(v128.load(value), f32x4.div(f32x4.mul(f32x4.splat(learningRate), g), root)))
    gradient += 16
    squares += 16
    value += 16
  }
}

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
