import { bytesOf } from './bytes-of'
import { Lanes } from './lanes'
import { madd } from './madd'
import { jobArguments, lineNumbers, perform, startOfPart } from './team'

/** About what one number costs, for sharing: updates wait for memory more than they compute. */
const momentumCost: f64 = 10
const rootCost: f64 = 25

@unmanaged
class Momentum {
  count: i32
  learningRate: f32
  momentum: f32
  nesterov: bool
  gradient: usize
  velocity: usize
  value: usize
}

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
  const job = changetype<Momentum>(jobArguments())
  job.count = count
  job.learningRate = learningRate
  job.momentum = momentum
  job.nesterov = nesterov
  job.gradient = gradient
  job.velocity = velocity
  job.value = value
  perform(momentumPart, <f64>count * momentumCost)
}

function momentumPart(part: i32, parts: i32): void {
  const job = changetype<Momentum>(jobArguments())
  const from = startOfPart(part, parts, job.count, lineNumbers)
  const at = bytesOf(from)
  descend(
    startOfPart(part + 1, parts, job.count, lineNumbers) - from,
    job.learningRate,
    job.momentum,
    job.nesterov,
    job.gradient + at,
    job.velocity + at,
    job.value + at,
  )
}

function descend(
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

@unmanaged
class Adam {
  count: i32
  rate: f32
  decay: f32
  beta1: f32
  rest1: f32
  beta2: f32
  rest2: f32
  correction: f32
  epsilon: f32
  gradient: usize
  mean: usize
  squares: usize
  value: usize
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
  const job = changetype<Adam>(jobArguments())
  job.count = count
  job.rate = rate
  job.decay = decay
  job.beta1 = beta1
  job.rest1 = rest1
  job.beta2 = beta2
  job.rest2 = rest2
  job.correction = correction
  job.epsilon = epsilon
  job.gradient = gradient
  job.mean = mean
  job.squares = squares
  job.value = value
  perform(adamPart, <f64>count * rootCost)
}

function adamPart(part: i32, parts: i32): void {
  const job = changetype<Adam>(jobArguments())
  const from = startOfPart(part, parts, job.count, lineNumbers)
  let count = startOfPart(part + 1, parts, job.count, lineNumbers) - from
  let gradient = job.gradient + bytesOf(from)
  let mean = job.mean + bytesOf(from)
  let squares = job.squares + bytesOf(from)
  let value = job.value + bytesOf(from)
  const rate = f32x4.splat(job.rate)
  const decay = f32x4.splat(-job.decay)
  const beta1 = f32x4.splat(job.beta1)
  const rest1 = f32x4.splat(job.rest1)
  const beta2 = f32x4.splat(job.beta2)
  const rest2 = f32x4.splat(job.rest2)
  const correction = f32x4.splat(job.correction)
  const epsilon = f32x4.splat(job.epsilon)
  for (; count > 0; count -= 4) {
    const g = v128.load(gradient)
    const m = madd(beta1, v128.load(mean), f32x4.mul(rest1, g))
    const s = madd(beta2, v128.load(squares), f32x4.mul(rest2, f32x4.mul(g, g)))
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(s, correction)), epsilon)
    const w = v128.load(value)
    const decayed = madd(decay, w, w)
    Lanes.store(count, mean, m)
    Lanes.store(count, squares, s)
    Lanes.store(count, value, f32x4.sub(decayed, f32x4.div(f32x4.mul(rate, m), root)))
    gradient += 16
    mean += 16
    squares += 16
    value += 16
  }
}

@unmanaged
class Squares {
  count: i32
  learningRate: f32
  kept: f32
  added: f32
  epsilon: f32
  gradient: usize
  squares: usize
  value: usize
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
  const job = changetype<Squares>(jobArguments())
  job.count = count
  job.learningRate = learningRate
  job.kept = kept
  job.added = added
  job.epsilon = epsilon
  job.gradient = gradient
  job.squares = squares
  job.value = value
  perform(squaresPart, <f64>count * rootCost)
}

function squaresPart(part: i32, parts: i32): void {
  const job = changetype<Squares>(jobArguments())
  const from = startOfPart(part, parts, job.count, lineNumbers)
  let count = startOfPart(part + 1, parts, job.count, lineNumbers) - from
  let gradient = job.gradient + bytesOf(from)
  let squares = job.squares + bytesOf(from)
  let value = job.value + bytesOf(from)
  const learningRate = f32x4.splat(job.learningRate)
  const kept = f32x4.splat(job.kept)
  const added = f32x4.splat(job.added)
  const epsilon = f32x4.splat(job.epsilon)
  for (; count > 0; count -= 4) {
    const g = v128.load(gradient)
    const s = madd(kept, v128.load(squares), f32x4.mul(added, f32x4.mul(g, g)))
    const root = f32x4.add(f32x4.sqrt(s), epsilon)
    Lanes.store(count, squares, s)
    Lanes.store(count, value, f32x4.sub(v128.load(value), f32x4.div(f32x4.mul(learningRate, g), root)))
    gradient += 16
    squares += 16
    value += 16
  }
}
