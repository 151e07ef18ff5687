import { bytesOf } from './bytes-of'
import { exp } from './exponential'
import { firstLanes, highInDouble, Lanes, largestLane, lowInDouble, sumOfDoubles, sumOfLanes } from './lanes'
import { madd } from './madd'
import { groupsOf, groupSum, jobArguments, perform, startOfPart, sumOfGroups } from './team'

/** About what one number with an exponential costs, and one without, for sharing. */
const exponentialCost: f64 = 25
const plainCost: f64 = 5

@unmanaged
class Rows {
  n: i32
  width: i32
  scale: f32
  input: usize
  output: usize
  target: usize
  dOutput: usize
  dInput: usize
}

/** `s_i = exp(z_i − max z) / Σ_j exp(z_j − max z)` */
export function softmaxForward(n: i32, width: i32, input: usize, output: usize): void {
  const job = changetype<Rows>(jobArguments())
  job.n = n
  job.width = width
  job.input = input
  job.output = output
  perform(forwardPart, <f64>n * <f64>width * exponentialCost)
}

function forwardPart(part: i32, parts: i32): void {
  const job = changetype<Rows>(jobArguments())
  const width = job.width
  const step = bytesOf(width)
  const first = startOfPart(part, parts, job.n, 1)
  let input = job.input + step * first
  let output = job.output + step * first
  for (let n = startOfPart(part + 1, parts, job.n, 1) - first; n > 0; n--) {
    const largest = f32x4.splat(largestOf(width, input))
    let sums = f32x4.splat(0)
    for (let i = 0; i < width; i += 4) {
      const at = bytesOf(i)
      const power = exp(f32x4.sub(v128.load(input + at), largest))
      Lanes.store(width - i, output + at, power)
      sums = f32x4.add(sums, v128.and(power, firstLanes(width - i)))
    }
    divide(width, output, sumOfLanes(sums))
    input += step
    output += step
  }
}

function divide(count: i32, values: usize, divisor: f32): void {
  const divisors = f32x4.splat(divisor)
  for (; count > 0; count -= 4) {
    Lanes.store(count, values, f32x4.div(v128.load(values), divisors))
    values += 16
  }
}

/** `dz_i = s_i (da_i − Σ_j da_j s_j)` */
export function softmaxBackward(n: i32, width: i32, output: usize, dOutput: usize, dInput: usize): void {
  const job = changetype<Rows>(jobArguments())
  job.n = n
  job.width = width
  job.output = output
  job.dOutput = dOutput
  job.dInput = dInput
  perform(backwardPart, <f64>n * <f64>width * plainCost)
}

function backwardPart(part: i32, parts: i32): void {
  const job = changetype<Rows>(jobArguments())
  const width = job.width
  const step = bytesOf(width)
  const first = startOfPart(part, parts, job.n, 1)
  let output = job.output + step * first
  let dOutput = job.dOutput + step * first
  let dInput = job.dInput + step * first
  for (let n = startOfPart(part + 1, parts, job.n, 1) - first; n > 0; n--) {
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

@unmanaged
class CrossEntropy {
  n: i32
  width: i32
  groups: i32
  input: usize
  target: usize
  output: usize
}

/** Rows whose losses are added up together. */
const groupRows: i32 = 8

/** `s = softmax z`; returns `Σ (T log Σ_j exp z_j − Σ_j t_j z_j)` over the rows, T being the sum of a row's targets. */
export function softmaxCrossEntropy(n: i32, width: i32, input: usize, target: usize, output: usize): f64 {
  const job = changetype<CrossEntropy>(jobArguments())
  const groups = groupsOf(n, groupRows)
  job.n = n
  job.width = width
  job.groups = groups
  job.input = input
  job.target = target
  job.output = output
  perform(crossEntropyPart, <f64>n * <f64>width * exponentialCost)
  return sumOfGroups(groups)
}

function crossEntropyPart(part: i32, parts: i32): void {
  const job = changetype<CrossEntropy>(jobArguments())
  const step = bytesOf(job.width)
  for (
    let group = startOfPart(part, parts, job.groups, 1);
    group < startOfPart(part + 1, parts, job.groups, 1);
    group++
  ) {
    sum = 0
    product = 1
    for (
      let row = startOfPart(group, job.groups, job.n, 1);
      row < startOfPart(group + 1, job.groups, job.n, 1);
      row++
    ) {
      const at = step * row
      addRow(job.width, job.input + at, job.target + at, job.output + at)
    }
    f64.store(groupSum(group), sum + Math.log(product))
  }
}

/** Of the group at work: the sum of its losses without those logarithms that are still a product of sums of powers. */
let sum: f64 = 0
let product: f64 = 1
const largestProduct: f64 = 1e200

/** Powers are added up in float64 too: of a sample that is classified well nothing but the small ones is left. */
function addRow(width: i32, input: usize, target: usize, output: usize): void {
  const largest = largestOf(width, input)
  const largests = f32x4.splat(largest)
  let sums = f32x4.splat(0)
  let powers = f64x2.splat(0)
  let scores = f64x2.splat(0)
  let targets = f64x2.splat(0)
  for (let i = 0; i < width; i += 4) {
    const at = bytesOf(i)
    const mask = firstLanes(width - i)
    const z = v128.and(v128.load(input + at), mask)
    const t = v128.and(v128.load(target + at), mask)
    const power = v128.and(exp(f32x4.sub(z, largests)), mask)
    Lanes.store(width - i, output + at, power)
    sums = f32x4.add(sums, power)
    const lowTargets = lowInDouble(t)
    const highTargets = highInDouble(t)
    powers = f64x2.add(powers, f64x2.add(lowInDouble(power), highInDouble(power)))
    scores = f64x2.add(scores, f64x2.mul(lowTargets, lowInDouble(z)))
    scores = f64x2.add(scores, f64x2.mul(highTargets, highInDouble(z)))
    targets = f64x2.add(targets, f64x2.add(lowTargets, highTargets))
  }
  divide(width, output, sumOfLanes(sums))
  const total = sumOfDoubles(targets)
  sum += total * largest - sumOfDoubles(scores)
  if (total != 1) {
    sum += total * Math.log(sumOfDoubles(powers))
    return
  }
  product *= sumOfDoubles(powers)
  if (product > largestProduct) {
    sum += Math.log(product)
    product = 1
  }
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
  const job = changetype<Rows>(jobArguments())
  job.n = n
  job.width = width
  job.scale = scale
  job.output = output
  job.target = target
  job.dInput = dInput
  perform(crossEntropyBackwardPart, <f64>n * <f64>width * plainCost)
}

function crossEntropyBackwardPart(part: i32, parts: i32): void {
  const job = changetype<Rows>(jobArguments())
  const width = job.width
  const step = bytesOf(width)
  const scales = f32x4.splat(job.scale)
  const first = startOfPart(part, parts, job.n, 1)
  let output = job.output + step * first
  let target = job.target + step * first
  let dInput = job.dInput + step * first
  for (let n = startOfPart(part + 1, parts, job.n, 1) - first; n > 0; n--) {
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
