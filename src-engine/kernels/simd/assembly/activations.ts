import { bytesOf } from './bytes-of'
import { sigmoid, tanh } from './exponential'
import { Lanes, select } from './lanes'
import { jobArguments, lineNumbers, perform, startOfPart } from './team'

/** Activations by the numbers that the caller knows them by. */
const sigmoidNumber: i32 = 1
const tanhNumber: i32 = 2
const reluNumber: i32 = 3
const leakyReluNumber: i32 = 4

/** About what one element costs, for sharing: of those with an exponential, and of the others. */
const exponentialCost: f64 = 25
const plainCost: f64 = 5

@unmanaged
class Elementwise {
  activation: i32
  count: i32
  slope: f32
  input: usize
  output: usize
  dOutput: usize
  dInput: usize
}

/** `a = f(z)` */
export function activationForward(activation: i32, count: i32, slope: f32, input: usize, output: usize): void {
  const job = changetype<Elementwise>(jobArguments())
  job.activation = activation
  job.count = count
  job.slope = slope
  job.input = input
  job.output = output
  const hasExponential = activation == sigmoidNumber || activation == tanhNumber
  perform(forwardPart, <f64>count * (hasExponential ? exponentialCost : plainCost))
}

function forwardPart(part: i32, parts: i32): void {
  const job = changetype<Elementwise>(jobArguments())
  const from = startOfPart(part, parts, job.count, lineNumbers)
  const count = startOfPart(part + 1, parts, job.count, lineNumbers) - from
  activate(job.activation, count, job.slope, job.input + bytesOf(from), job.output + bytesOf(from))
}

/** The same by one thread. */
export function activate(activation: i32, count: i32, slope: f32, input: usize, output: usize): void {
  switch (activation) {
    case sigmoidNumber:
      return sigmoidForward(count, input, output)
    case tanhNumber:
      return tanhForward(count, input, output)
    case reluNumber:
      return reluForward(count, input, output)
    case leakyReluNumber:
      return leakyReluForward(count, slope, input, output)
    default:
      memory.copy(output, input, bytesOf(count))
  }
}

/** `dz = da · f′(z)` */
export function activationBackward(
  activation: i32,
  count: i32,
  slope: f32,
  input: usize,
  output: usize,
  dOutput: usize,
  dInput: usize,
): void {
  const job = changetype<Elementwise>(jobArguments())
  job.activation = activation
  job.count = count
  job.slope = slope
  job.input = input
  job.output = output
  job.dOutput = dOutput
  job.dInput = dInput
  perform(backwardPart, <f64>count * plainCost)
}

function backwardPart(part: i32, parts: i32): void {
  const job = changetype<Elementwise>(jobArguments())
  const from = startOfPart(part, parts, job.count, lineNumbers)
  const count = startOfPart(part + 1, parts, job.count, lineNumbers) - from
  const at = bytesOf(from)
  activateBackward(job.activation, count, job.slope, job.input + at, job.output + at, job.dOutput + at, job.dInput + at)
}

/** The same by one thread. */
export function activateBackward(
  activation: i32,
  count: i32,
  slope: f32,
  input: usize,
  output: usize,
  dOutput: usize,
  dInput: usize,
): void {
  switch (activation) {
    case sigmoidNumber:
      return sigmoidBackward(count, output, dOutput, dInput)
    case tanhNumber:
      return tanhBackward(count, output, dOutput, dInput)
    case reluNumber:
      return leakyReluBackward(count, 0, input, dOutput, dInput)
    case leakyReluNumber:
      return leakyReluBackward(count, slope, input, dOutput, dInput)
    default:
      memory.copy(dInput, dOutput, bytesOf(count))
  }
}

function sigmoidForward(count: i32, input: usize, output: usize): void {
  for (; count > 0; count -= 4) {
    Lanes.store(count, output, sigmoid(v128.load(input)))
    input += 16
    output += 16
  }
}

/** `dz = da · a(1 − a)` */
function sigmoidBackward(count: i32, output: usize, dOutput: usize, dInput: usize): void {
  const one = f32x4.splat(1)
  for (; count > 0; count -= 4) {
    const a = v128.load(output)
    Lanes.store(count, dInput, f32x4.mul(v128.load(dOutput), f32x4.mul(a, f32x4.sub(one, a))))
    output += 16
    dOutput += 16
    dInput += 16
  }
}

function tanhForward(count: i32, input: usize, output: usize): void {
  for (; count > 0; count -= 4) {
    Lanes.store(count, output, tanh(v128.load(input)))
    input += 16
    output += 16
  }
}

/** `dz = da · (1 − a²)` */
function tanhBackward(count: i32, output: usize, dOutput: usize, dInput: usize): void {
  const one = f32x4.splat(1)
  for (; count > 0; count -= 4) {
    const a = v128.load(output)
    Lanes.store(count, dInput, f32x4.mul(v128.load(dOutput), f32x4.sub(one, f32x4.mul(a, a))))
    output += 16
    dOutput += 16
    dInput += 16
  }
}

/** `a = max(0, z)`, NaN of NaN */
function reluForward(count: i32, input: usize, output: usize): void {
  const zero = f32x4.splat(0)
  // In this order of arguments a NaN stays. Four vectors in a turn: the turn itself costs more than any of them.
  for (; count >= 16; count -= 16) {
    v128.store(output, f32x4.pmax(v128.load(input), zero))
    v128.store(output, f32x4.pmax(v128.load(input, 16), zero), 16)
    v128.store(output, f32x4.pmax(v128.load(input, 32), zero), 32)
    v128.store(output, f32x4.pmax(v128.load(input, 48), zero), 48)
    input += 64
    output += 64
  }
  for (; count > 0; count -= 4) {
    Lanes.store(count, output, f32x4.pmax(v128.load(input), zero))
    input += 16
    output += 16
  }
}

/** `a = z` for z > 0, else `slope · z` */
function leakyReluForward(count: i32, slope: f32, input: usize, output: usize): void {
  const zero = f32x4.splat(0)
  const slopes = f32x4.splat(slope)
  for (; count > 0; count -= 4) {
    const z = v128.load(input)
    Lanes.store(count, output, v128.bitselect(z, f32x4.mul(slopes, z), f32x4.gt(z, zero)))
    input += 16
    output += 16
  }
}

/** `dz = da` for z > 0, else `slope · da`; ReLU's too, with a slope of 0. */
function leakyReluBackward(count: i32, slope: f32, input: usize, dOutput: usize, dInput: usize): void {
  const slopes = f32x4.splat(slope)
  for (; count >= 16; count -= 16) {
    v128.store(dInput, f32x4.mul(v128.load(dOutput), leakyReluDerivative(v128.load(input), slopes)))
    v128.store(dInput, f32x4.mul(v128.load(dOutput, 16), leakyReluDerivative(v128.load(input, 16), slopes)), 16)
    v128.store(dInput, f32x4.mul(v128.load(dOutput, 32), leakyReluDerivative(v128.load(input, 32), slopes)), 32)
    v128.store(dInput, f32x4.mul(v128.load(dOutput, 48), leakyReluDerivative(v128.load(input, 48), slopes)), 48)
    input += 64
    dOutput += 64
    dInput += 64
  }
  for (; count > 0; count -= 4) {
    Lanes.store(count, dInput, f32x4.mul(v128.load(dOutput), leakyReluDerivative(v128.load(input), slopes)))
    input += 16
    dOutput += 16
    dInput += 16
  }
}

function leakyReluDerivative(z: v128, slopes: v128): v128 {
  return select(f32x4.splat(1), slopes, f32x4.gt(z, f32x4.splat(0)))
}

/** `c = a · b` */
export function multiply(count: i32, a: usize, b: usize, output: usize): void {
  for (; count > 0; count -= 4) {
    Lanes.store(count, output, f32x4.mul(v128.load(a), v128.load(b)))
    a += 16
    b += 16
    output += 16
  }
}
