import { bytesOf } from './bytes-of'
import { firstLanes, highInDouble, Lanes, lowInDouble, sumOfDoubles } from './lanes'
import { madd } from './madd'
import { groupsOf, groupSum, jobArguments, lineNumbers, perform, startOfPart, sumOfGroups } from './team'

/** About what one number costs, for sharing. */
const penaltyCost: f64 = 10
const sumCost: f64 = 5
const scaleCost: f64 = 3

/** Numbers that are added up together. */
const groupNumbers: i32 = 1024

@unmanaged
class Numbers {
  count: i32
  groups: i32
  l1: f64
  l2: f64
  factor: f32
  values: usize
  gradient: usize
}

/** `g ← g + λ₁ sign w + λ₂ w`; returns `λ₁ Σ|w| + ½λ₂ Σw²`. */
export function addPenalty(count: i32, l1: f64, l2: f64, value: usize, gradient: usize): f64 {
  const job = changetype<Numbers>(jobArguments())
  const groups = groupsOf(count, groupNumbers)
  job.count = count
  job.groups = groups
  job.l1 = l1
  job.l2 = l2
  job.values = value
  job.gradient = gradient
  perform(penaltyPart, <f64>count * penaltyCost)
  return sumOfGroups(groups)
}

function penaltyPart(part: i32, parts: i32): void {
  const job = changetype<Numbers>(jobArguments())
  for (
    let group = startOfPart(part, parts, job.groups, 1);
    group < startOfPart(part + 1, parts, job.groups, 1);
    group++
  ) {
    const first = startOfPart(group, job.groups, job.count, lineNumbers)
    const count = startOfPart(group + 1, job.groups, job.count, lineNumbers) - first
    f64.store(
      groupSum(group),
      penaltyOf(count, job.l1, job.l2, job.values + bytesOf(first), job.gradient + bytesOf(first)),
    )
  }
}

function penaltyOf(count: i32, l1: f64, l2: f64, value: usize, gradient: usize): f64 {
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
  const job = changetype<Numbers>(jobArguments())
  const groups = groupsOf(count, groupNumbers)
  job.count = count
  job.groups = groups
  job.values = values
  perform(squaresPart, <f64>count * sumCost)
  return sumOfGroups(groups)
}

function squaresPart(part: i32, parts: i32): void {
  const job = changetype<Numbers>(jobArguments())
  for (
    let group = startOfPart(part, parts, job.groups, 1);
    group < startOfPart(part + 1, parts, job.groups, 1);
    group++
  ) {
    const first = startOfPart(group, job.groups, job.count, lineNumbers)
    const count = startOfPart(group + 1, job.groups, job.count, lineNumbers) - first
    f64.store(groupSum(group), squaresOf(count, job.values + bytesOf(first)))
  }
}

function squaresOf(count: i32, values: usize): f64 {
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
  const job = changetype<Numbers>(jobArguments())
  job.count = count
  job.factor = factor
  job.values = values
  perform(scalePart, <f64>count * scaleCost)
}

function scalePart(part: i32, parts: i32): void {
  const job = changetype<Numbers>(jobArguments())
  const first = startOfPart(part, parts, job.count, lineNumbers)
  const factors = f32x4.splat(job.factor)
  let values = job.values + bytesOf(first)
  for (let count = startOfPart(part + 1, parts, job.count, lineNumbers) - first; count > 0; count -= 4) {
    Lanes.store(count, values, f32x4.mul(factors, v128.load(values)))
    values += 16
  }
}
