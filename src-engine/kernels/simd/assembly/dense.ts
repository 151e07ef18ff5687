import { activate, activationBackward } from './activations'
import { bytesOf } from './bytes-of'
import { Lanes } from './lanes'
import { multiplyByTransposed, multiplyTransposed, transpose } from './matrix-products'
import { blockRows, transposedScratch, turnedScratch } from './scratch'
import { jobArguments, perform, startOfPart } from './team'

/**
 * What is shared are the columns of a result where every thread gets so many; otherwise its rows. Units in particular:
 * a thread that multiplies by some rows of the weight computes their gradient and updates them, so that they stay with
 * its processor.
 */
const fewestColumns: i32 = 12
const columnGrain: i32 = 1
/** Units whose weights of few inputs are turned round at once. */
const wideBlock: i32 = 1024

@unmanaged
class Forward {
  n: i32
  nIn: i32
  nOut: i32
  input: usize
  weight: usize
  bias: usize
  output: usize
  activation: i32
  slope: f32
  activated: usize
}

/** `Z = X Wᵀ + b`, and `A = f(Z)` where `activated` is not 0 */
export function denseForward(
  n: i32,
  nIn: i32,
  nOut: i32,
  input: usize,
  weight: usize,
  bias: usize,
  output: usize,
  activation: i32,
  slope: f32,
  activated: usize,
): void {
  const job = changetype<Forward>(jobArguments())
  job.n = n
  job.nIn = nIn
  job.nOut = nOut
  job.input = input
  job.weight = weight
  job.bias = bias
  job.output = output
  job.activation = activation
  job.slope = slope
  job.activated = activated
  perform(forwardPart, costOf(n, nIn, nOut))
}

function forwardPart(part: i32, parts: i32): void {
  const job = changetype<Forward>(jobArguments())
  const inStep = bytesOf(job.nIn)
  const outStep = bytesOf(job.nOut)
  if (job.nOut >= fewestColumns * parts) {
    const from = startOfPart(part, parts, job.nOut, columnGrain)
    const units = startOfPart(part + 1, parts, job.nOut, columnGrain) - from
    const weight = job.weight + inStep * from
    const bias: usize = job.bias == 0 ? 0 : job.bias + bytesOf(from)
    const output = job.output + bytesOf(from)
    forwardBlock(job, job.n, units, job.input, weight, bias, output)
    if (job.activated != 0) activateColumns(job, from, units)
  } else {
    const from = startOfPart(part, parts, job.n, 2)
    const rows = startOfPart(part + 1, parts, job.n, 2) - from
    const input = job.input + inStep * from
    const output = job.output + outStep * from
    forwardBlock(job, rows, job.nOut, input, job.weight, job.bias, output)
    if (job.activated != 0) {
      activate(job.activation, rows * job.nOut, job.slope, output, job.activated + outStep * from)
    }
  }
}

function activateColumns(job: Forward, from: i32, units: i32): void {
  if (units == job.nOut) return activate(job.activation, job.n * units, job.slope, job.output, job.activated)
  for (let row = 0; row < job.n; row++) {
    const at = bytesOf(job.nOut) * row + bytesOf(from)
    activate(job.activation, units, job.slope, job.output + at, job.activated + at)
  }
}

/** With so few inputs, adding up the lanes of every number would cost more than turning both matrices round … */
const fewInputs: i32 = 8
/** … where so many units fill the lanes, and samples the tile. */
const severalUnits: i32 = 8
const severalSamples: i32 = 8

/** Some samples' numbers of some units. Which way they are computed depends on the whole job, not on the part. */
function forwardBlock(job: Forward, n: i32, units: i32, input: usize, weight: usize, bias: usize, output: usize): void {
  const nIn = job.nIn
  const inStep = bytesOf(nIn)
  const outStep = bytesOf(job.nOut)
  if (nIn > fewInputs || job.nOut < severalUnits || job.n < severalSamples) {
    return multiplyByTransposed(n, units, nIn, input, inStep, weight, inStep, output, outStep, bias, 0)
  }
  for (let first = 0; first < units; first += wideBlock) {
    const count = min(wideBlock, units - first)
    const at = bytesOf(first)
    const turned = turnedScratch()
    transpose(count, nIn, weight + inStep * first, inStep, turned, bytesOf(count))
    for (let row = 0; row < n; row++) {
      const z = output + outStep * row + at
      if (bias == 0) memory.fill(z, 0, bytesOf(count))
      else memory.copy(z, bias + at, bytesOf(count))
    }
    multiply(n, count, nIn, true, input, turned, bytesOf(count), output + at, outStep)
  }
}

@unmanaged
class Backward {
  n: i32
  nIn: i32
  nOut: i32
  input: usize
  weight: usize
  dOutput: usize
  dInput: usize
  dWeight: usize
  dBias: usize
}

/**
 * `dW = dZᵀ X`, `db = Σₙ dZ`, `dX = dZ W`; `dInput` and `dBias` are 0 where nobody needs them.
 *
 * @param dActivated where not 0, first `dZ = dA · f′(Z)`
 */
export function denseBackward(
  n: i32,
  nIn: i32,
  nOut: i32,
  input: usize,
  weight: usize,
  dOutput: usize,
  dInput: usize,
  dWeight: usize,
  dBias: usize,
  activation: i32,
  slope: f32,
  output: usize,
  activated: usize,
  dActivated: usize,
): void {
  if (dActivated != 0) activationBackward(activation, n * nOut, slope, output, activated, dActivated, dOutput)
  const job = changetype<Backward>(jobArguments())
  job.n = n
  job.nIn = nIn
  job.nOut = nOut
  job.input = input
  job.weight = weight
  job.dOutput = dOutput
  job.dInput = dInput
  job.dWeight = dWeight
  job.dBias = dBias
  perform(backwardPart, dInput == 0 ? costOf(n, nIn, nOut) : 2 * costOf(n, nIn, nOut))
}

function backwardPart(part: i32, parts: i32): void {
  const job = changetype<Backward>(jobArguments())
  weightGradientPart(part, parts, job)
  if (job.dInput != 0) inputGradientPart(part, parts, job)
}

/** Some rows of `dW = dZᵀ X` with their `db`, those of the units whose Z this thread computed; or some columns. */
function weightGradientPart(part: i32, parts: i32, job: Backward): void {
  const inStep = bytesOf(job.nIn)
  const outStep = bytesOf(job.nOut)
  if (job.nOut >= fewestColumns * parts) {
    const from = startOfPart(part, parts, job.nOut, columnGrain)
    const units = startOfPart(part + 1, parts, job.nOut, columnGrain) - from
    const dOutput = job.dOutput + bytesOf(from)
    const dWeight = job.dWeight + inStep * from
    multiplyTransposed(units, job.nIn, job.n, false, dOutput, outStep, job.input, inStep, dWeight, inStep)
    if (job.dBias != 0) sumRows(job.n, units, dOutput, outStep, job.dBias + bytesOf(from))
  } else {
    const from = startOfPart(part, parts, job.nIn, columnGrain)
    const columns = startOfPart(part + 1, parts, job.nIn, columnGrain) - from
    const input = job.input + bytesOf(from)
    const dWeight = job.dWeight + bytesOf(from)
    multiplyTransposed(job.nOut, columns, job.n, false, job.dOutput, outStep, input, inStep, dWeight, inStep)
    if (job.dBias != 0 && part == 0) sumRows(job.n, job.nOut, job.dOutput, outStep, job.dBias)
  }
}

/** Some columns of `dX = dZ W`, or some rows. */
function inputGradientPart(part: i32, parts: i32, job: Backward): void {
  const inStep = bytesOf(job.nIn)
  const outStep = bytesOf(job.nOut)
  if (job.nIn >= fewestColumns * parts) {
    const from = startOfPart(part, parts, job.nIn, columnGrain)
    const columns = startOfPart(part + 1, parts, job.nIn, columnGrain) - from
    const weight = job.weight + bytesOf(from)
    multiply(job.n, columns, job.nOut, false, job.dOutput, weight, inStep, job.dInput + bytesOf(from), inStep)
  } else {
    const from = startOfPart(part, parts, job.n, 1)
    const rows = startOfPart(part + 1, parts, job.n, 1) - from
    const dOutput = job.dOutput + outStep * from
    multiply(rows, job.nIn, job.nOut, false, dOutput, job.weight, inStep, job.dInput + inStep * from, inStep)
  }
}

function costOf(n: i32, nIn: i32, nOut: i32): f64 {
  return <f64>n * <f64>nIn * <f64>nOut
}

/** `C = A B`, or `C += A B`, A being transposed a block at a time. a (m, k), b (k, n) → c (m, n). */
function multiply(
  m: i32,
  n: i32,
  k: i32,
  accumulate: bool,
  a: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cStep: usize,
): void {
  const aStep = bytesOf(k)
  for (let row = 0; row < m; row += blockRows) {
    const rows = min(blockRows, m - row)
    for (let first = 0; first < k; first += blockRows) {
      const inner = min(blockRows, k - first)
      const block = transposedScratch()
      const blockStep = bytesOf(rows)
      transpose(rows, inner, a + aStep * row + bytesOf(first), aStep, block, blockStep)
      const from = b + bStep * first
      multiplyTransposed(rows, n, inner, accumulate || first > 0, block, blockStep, from, bStep, c + cStep * row, cStep)
    }
  }
}

/** The sum of all rows, which are `step` bytes apart. values (n, width) → sums (width). */
function sumRows(n: i32, width: i32, values: usize, step: usize, sums: usize): void {
  for (let i = 0; i < width; i += 4) {
    let from = values + bytesOf(i)
    let sum = f32x4.splat(0)
    for (let row = 0; row < n; row++) {
      sum = f32x4.add(sum, v128.load(from))
      from += step
    }
    Lanes.store(width - i, sums + bytesOf(i), sum)
  }
}
