import { madd } from './madd'

/**
 * `eˣ` in every lane, with an error below 1 unit in the last place; 0 below −104, ∞ above 88.73, NaN of NaN.
 *
 * `x = n log 2 + r` with |r| ≤ ½ log 2; `eʳ = 1 + r + r² q(r)`, q being the polynomial of degree 4 that makes the largest
 * relative error of eʳ smallest (3·10⁻⁹, found with Remez' exchange algorithm); then `eˣ = 2ⁿ eʳ`.
 */
export function exp(x: v128): v128 {
  // In this order of arguments a NaN stays.
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-104)), f32x4.splat(89))
  // Adding 1.5·2²³ leaves no room for a fraction: the sum's lowest bits are the nearest whole number.
  const rounder = f32x4.splat(12582912)
  const shifted = madd(x, f32x4.splat(1.44269504), rounder)
  const whole = f32x4.sub(shifted, rounder)
  // log 2 in two parts, the first so short that its product with a whole number is exact.
  let r = madd(whole, f32x4.splat(-0.693145751953125), x)
  r = madd(whole, f32x4.splat(-1.428606765330187e-6), r)
  let q = f32x4.splat(0.001381459878757596)
  q = madd(q, r, f32x4.splat(0.008368716575205326))
  q = madd(q, r, f32x4.splat(0.04166838899254799))
  q = madd(q, r, f32x4.splat(0.1666652113199234))
  q = madd(q, r, f32x4.splat(0.4999999403953552))
  const power = f32x4.add(madd(f32x4.mul(r, r), q, r), f32x4.splat(1))
  // 2ⁿ in two factors, since n may lie outside the exponents of float32 where the product still has a value.
  const n = i32x4.sub(shifted, rounder)
  const half = i32x4.shr_s(n, 1)
  return f32x4.mul(f32x4.mul(power, powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)))
}

/** `2ⁿ` for whole n from −126 to 127. */
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** `1/(1 + e⁻ˣ)` in every lane, with an error below 3 units in the last place. */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1)
  // Of −|x|, whose power never overflows: for x < 0, σ(x) = eˣ/(1 + eˣ).
  const power = exp(f32x4.neg(f32x4.abs(x)))
  const numerator = v128.bitselect(power, one, f32x4.lt(x, f32x4.splat(0)))
  return f32x4.div(numerator, f32x4.add(one, power))
}

/**
 * `tanh x` in every lane, with an error below 2 units in the last place.
 *
 * Up to 0.55 `x + x³ p(x²)`, p of degree 4 making the largest relative error smallest (10⁻⁹); beyond,
 * `1 − 2/(e²ˣ + 1)`, which would cancel near 0.
 */
export function tanh(x: v128): v128 {
  const magnitude = f32x4.abs(x)
  const square = f32x4.mul(x, x)
  let p = f32x4.splat(-0.0062742396257817745)
  p = madd(p, square, f32x4.splat(0.021071678027510643))
  p = madd(p, square, f32x4.splat(-0.05385230854153633))
  p = madd(p, square, f32x4.splat(0.13332585990428925))
  p = madd(p, square, f32x4.splat(-0.33333316445350647))
  const near = madd(f32x4.mul(p, square), x, x)
  const one = f32x4.splat(1)
  const power = exp(f32x4.add(magnitude, magnitude))
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(power, one)))
  const sign = v128.and(x, f32x4.splat(-0.0))
  return v128.bitselect(near, v128.or(far, sign), f32x4.lt(magnitude, f32x4.splat(0.55)))
}
