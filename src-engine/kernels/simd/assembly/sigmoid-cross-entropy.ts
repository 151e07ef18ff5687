import { bytesOf } from './bytes-of'
import { exp } from './exponential'
import { firstLanes, highInDouble, Lanes, lowInDouble } from './lanes'
import { groupsOf, groupSum, jobArguments, lineNumbers, perform, startOfPart, sumOfGroups } from './team'

/** About what one number costs, for sharing. */
const forwardCost: f64 = 40
const backwardCost: f64 = 5

/** Numbers whose losses are added up together: few enough that the product of as many factors up to 2 is finite. */
const groupNumbers: i32 = 256

@unmanaged
class Numbers {
  count: i32
  groups: i32
  scale: f32
  input: usize
  target: usize
  output: usize
  dInput: usize
}

/** `a = σ(z)`; returns `Σ (max(z, 0) − zy + log(1 + e^(−|z|)))`. */
export function sigmoidCrossEntropy(count: i32, input: usize, target: usize, output: usize): f64 {
  const job = changetype<Numbers>(jobArguments())
  const groups = groupsOf(count, groupNumbers)
  job.count = count
  job.groups = groups
  job.input = input
  job.target = target
  job.output = output
  perform(forwardPart, <f64>count * forwardCost)
  return sumOfGroups(groups)
}

function forwardPart(part: i32, parts: i32): void {
  const job = changetype<Numbers>(jobArguments())
  for (
    let group = startOfPart(part, parts, job.groups, 1);
    group < startOfPart(part + 1, parts, job.groups, 1);
    group++
  ) {
    const end = startOfPart(group + 1, job.groups, job.count, lineNumbers)
    let sum: f64 = 0
    for (let first = startOfPart(group, job.groups, job.count, lineNumbers); first < end; first += groupNumbers) {
      const at = bytesOf(first)
      sum += lossOf(min(groupNumbers, end - first), job.input + at, job.target + at, job.output + at)
    }
    f64.store(groupSum(group), sum)
  }
}

/** The logarithms are added up as the one of the product of all `1 + e^(−|z|)`, in float64. */
function lossOf(count: i32, input: usize, target: usize, output: usize): f64 {
  const zero = f32x4.splat(0)
  const one = f32x4.splat(1)
  const ones = f64x2.splat(1)
  let sums = f64x2.splat(0)
  let factors = ones
  for (; count > 0; count -= 4) {
    const mask = firstLanes(count)
    const z = v128.load(input)
    // Of −|z|, whose power never overflows: for z < 0, σ(z) = eᶻ/(1 + eᶻ).
    const power = exp(f32x4.neg(f32x4.abs(z)))
    const numerator = v128.bitselect(power, one, f32x4.lt(z, zero))
    Lanes.store(count, output, f32x4.div(numerator, f32x4.add(one, power)))
    const counted = v128.and(power, mask)
    factors = f64x2.mul(factors, f64x2.add(ones, lowInDouble(counted)))
    factors = f64x2.mul(factors, f64x2.add(ones, highInDouble(counted)))
    const y = v128.and(v128.load(target), mask)
    const positive = v128.and(f32x4.max(z, zero), mask)
    sums = f64x2.add(sums, f64x2.add(lowInDouble(positive), highInDouble(positive)))
    const score = v128.and(z, mask)
    sums = f64x2.sub(sums, f64x2.mul(lowInDouble(score), lowInDouble(y)))
    sums = f64x2.sub(sums, f64x2.mul(highInDouble(score), highInDouble(y)))
    input += 16
    target += 16
    output += 16
  }
  const logarithm = Math.log(f64x2.extract_lane(factors, 0)) + Math.log(f64x2.extract_lane(factors, 1))
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1) + logarithm
}

/** `dz = scale · (a − y)` */
export function sigmoidCrossEntropyBackward(count: i32, scale: f32, output: usize, target: usize, dInput: usize): void {
  const job = changetype<Numbers>(jobArguments())
  job.count = count
  job.scale = scale
  job.output = output
  job.target = target
  job.dInput = dInput
  perform(backwardPart, <f64>count * backwardCost)
}

function backwardPart(part: i32, parts: i32): void {
  const job = changetype<Numbers>(jobArguments())
  const first = startOfPart(part, parts, job.count, lineNumbers)
  const scales = f32x4.splat(job.scale)
  let output = job.output + bytesOf(first)
  let target = job.target + bytesOf(first)
  let dInput = job.dInput + bytesOf(first)
  for (let count = startOfPart(part + 1, parts, job.count, lineNumbers) - first; count > 0; count -= 4) {
    Lanes.store(count, dInput, f32x4.mul(scales, f32x4.sub(v128.load(output), v128.load(target))))
    output += 16
    target += 16
    dInput += 16
  }
}
