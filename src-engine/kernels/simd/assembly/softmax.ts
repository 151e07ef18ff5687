import { bytesOf } from './bytes-of'
import { exp } from './exponential'
import { firstLanes, highInDouble, Lanes, largestLane, lowInDouble, sumOfDoubles, sumOfLanes } from './lanes'
import { madd } from './madd'

/** `s_i = exp(z_i − max z) / Σ_j exp(z_j − max z)` */
export function softmaxForward(n: i32, width: i32, input: usize, output: usize): void {
  const step = bytesOf(width)
  for (; n > 0; n--) {
    const largest = f32x4.splat(largestOf(width, input))
    let sums = f32x4.splat(0)
    for (let i = 0; i < width; i += 4) {
      const at = bytesOf(i)
      const power = exp(f32x4.sub(v128.load(input + at), largest))
      Lanes.store(width - i, output + at, power)
      sums = f32x4.add(sums, v128.and(power, firstLanes(width - i)))
    }
    const sum = f32x4.splat(sumOfLanes(sums))
    for (let i = 0; i < width; i += 4) {
      const at = output + bytesOf(i)
      Lanes.store(width - i, at, f32x4.div(v128.load(at), sum))
    }
    input += step
    output += step
  }
}

/** `dz_i = s_i (da_i − Σ_j da_j s_j)` */
export function softmaxBackward(n: i32, width: i32, output: usize, dOutput: usize, dInput: usize): void {
  const step = bytesOf(width)
  for (; n > 0; n--) {
    let sums = f32x4.splat(0)
    for (let i = 0; i < width; i += 4) {
      const at = bytesOf(i)
      const product = f32x4.mul(v128.load(dOutput + at), v128.load(output + at))
      sums = f32x4.add(sums, v128.and(product, firstLanes(width - i)))
    }
    const dot = f32x4.splat(sumOfLanes(sums))
    for (let i = 0; i < width; i += 4) {
      const at = bytesOf(i)
      const difference = f32x4.sub(v128.load(dOutput + at), dot)
      Lanes.store(width - i, dInput + at, f32x4.mul(v128.load(output + at), difference))
    }
    output += step
    dOutput += step
    dInput += step
  }
}

/**
 * `Σ (T log Σ_j exp z_j − Σ_j t_j z_j)` over the rows, T being the sum of a row's targets.
 *
 * Powers are added up in float64: of a sample that is classified well nothing but the small ones is left.
 */
export function softmaxCrossEntropy(n: i32, width: i32, input: usize, target: usize): f64 {
  const step = bytesOf(width)
  let sum: f64 = 0
  for (; n > 0; n--) {
    const largest = largestOf(width, input)
    const largests = f32x4.splat(largest)
    let powers = f64x2.splat(0)
    let scores = f64x2.splat(0)
    let targets = f64x2.splat(0)
    for (let i = 0; i < width; i += 4) {
      const at = bytesOf(i)
      const mask = firstLanes(width - i)
      const z = v128.and(v128.load(input + at), mask)
      const t = v128.and(v128.load(target + at), mask)
      const power = v128.and(exp(f32x4.sub(z, largests)), mask)
      const lowTargets = lowInDouble(t)
      const highTargets = highInDouble(t)
      powers = f64x2.add(powers, f64x2.add(lowInDouble(power), highInDouble(power)))
      scores = f64x2.add(scores, f64x2.mul(lowTargets, lowInDouble(z)))
      scores = f64x2.add(scores, f64x2.mul(highTargets, highInDouble(z)))
      targets = f64x2.add(targets, f64x2.add(lowTargets, highTargets))
    }
    sum += sumOfDoubles(targets) * (largest + Math.log(sumOfDoubles(powers))) - sumOfDoubles(scores)
    input += step
    target += step
  }
  return sum
}

/** `dz = scale · (T·s − t)` */
export function softmaxCrossEntropyBackward(
  n: i32,
  width: i32,
  scale: f32,
  output: usize,
  target: usize,
  dInput: usize,
): void {
  const step = bytesOf(width)
  const scales = f32x4.splat(scale)
  for (; n > 0; n--) {
    let sums = f32x4.splat(0)
    for (let i = 0; i < width; i += 4) {
      sums = f32x4.add(sums, v128.and(v128.load(target + bytesOf(i)), firstLanes(width - i)))
    }
    const total = f32x4.splat(sumOfLanes(sums))
    for (let i = 0; i < width; i += 4) {
      const at = bytesOf(i)
      const difference = madd(total, v128.load(output + at), f32x4.neg(v128.load(target + at)))
      Lanes.store(width - i, dInput + at, f32x4.mul(scales, difference))
    }
    output += step
    target += step
    dInput += step
  }
}

/** `dz = scale · (a − y)` */
export function sigmoidCrossEntropyBackward(count: i32, scale: f32, output: usize, target: usize, dInput: usize): void {
  const scales = f32x4.splat(scale)
  for (; count > 0; count -= 4) {
    Lanes.store(count, dInput, f32x4.mul(scales, f32x4.sub(v128.load(output), v128.load(target))))
    output += 16
    target += 16
    dInput += 16
  }
}

/** The largest of `count` numbers; NaN where one is. */
function largestOf(count: i32, values: usize): f32 {
  const least = f32x4.splat(-Infinity)
  let largest = least
  for (; count > 0; count -= 4) {
    largest = f32x4.max(largest, v128.bitselect(v128.load(values), least, firstLanes(count)))
    values += 16
  }
  return largestLane(largest)
}
