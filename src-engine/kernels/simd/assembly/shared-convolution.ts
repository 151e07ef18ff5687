import { activate, activateBackward } from './activations'
import { bytesOf } from './bytes-of'
import { convBackward as backward, convForward as forward } from './convolution'
import { Lanes } from './lanes'
import { jobArguments, lineNumbers, perform, startOfPart } from './team'

/* Convolutions, shared by samples. */

@unmanaged
class Convolution {
  n: i32
  channels: i32
  filters: i32
  rows: i32
  columns: i32
  kernelRows: i32
  kernelColumns: i32
  down: i32
  right: i32
  input: usize
  weight: usize
  bias: usize
  output: usize
  dOutput: usize
  dInput: usize
  dWeight: usize
  dBias: usize
  sums: usize
  activation: i32
  slope: f32
  activated: usize
  dActivated: usize
}

function imageBytes(job: Convolution): usize {
  return bytesOf(job.channels * job.rows * job.columns)
}

function outputBytes(job: Convolution): usize {
  return bytesOf(job.filters * positionsOf(job))
}

function positionsOf(job: Convolution): i32 {
  return ((job.rows - job.kernelRows) / job.down + 1) * ((job.columns - job.kernelColumns) / job.right + 1)
}

function weightNumbers(job: Convolution): i32 {
  return job.filters * job.channels * job.kernelRows * job.kernelColumns
}

/** What stays near the processor until it is used again. */
const nearBytes: usize = 128 * 1024

/** Multiplications and additions of one product over all samples. */
function costOf(job: Convolution): f64 {
  return <f64>job.n * <f64>weightNumbers(job) * <f64>positionsOf(job)
}

/** `z[f, p] = b[f] + Σ_k w[f, k] u[k, p]`, and `f(z)` where `activated` is not 0 */
export function convForward(
  n: i32,
  channels: i32,
  filters: i32,
  rows: i32,
  columns: i32,
  kernelRows: i32,
  kernelColumns: i32,
  down: i32,
  right: i32,
  input: usize,
  weight: usize,
  bias: usize,
  output: usize,
  activation: i32,
  slope: f32,
  activated: usize,
): void {
  const job = changetype<Convolution>(jobArguments())
  job.n = n
  job.channels = channels
  job.filters = filters
  job.rows = rows
  job.columns = columns
  job.kernelRows = kernelRows
  job.kernelColumns = kernelColumns
  job.down = down
  job.right = right
  job.input = input
  job.weight = weight
  job.bias = bias
  job.output = output
  job.activation = activation
  job.slope = slope
  job.activated = activated
  perform(forwardPart, costOf(job))
}

/** A few samples at a time, whose outputs are still at hand when they are activated. */
function forwardPart(part: i32, parts: i32): void {
  const job = changetype<Convolution>(jobArguments())
  const end = startOfPart(part + 1, parts, job.n, 1)
  const few = max(1, <i32>(nearBytes / outputBytes(job)))
  for (let first = startOfPart(part, parts, job.n, 1); first < end; first += few) {
    forwardSamples(job, first, min(few, end - first))
  }
}

function forwardSamples(job: Convolution, first: i32, count: i32): void {
  const at = outputBytes(job) * first
  forward(
    count,
    job.channels,
    job.filters,
    job.rows,
    job.columns,
    job.kernelRows,
    job.kernelColumns,
    job.down,
    job.right,
    job.input + imageBytes(job) * first,
    job.weight,
    job.bias,
    job.output + at,
  )
  const numbers = count * job.filters * positionsOf(job)
  if (job.activated != 0) activate(job.activation, numbers, job.slope, job.output + at, job.activated + at)
}

/** Samples are taken in at most so many groups, each with a gradient of its own, which are then added up in order. */
const mostGroups: i32 = 16
/** Numbers that all groups' gradients may have together. */
const mostSums: i32 = 1 << 22

/** In how many groups `n` samples are taken: it depends on the shape alone, so that sums always come out the same. */
function sampleGroups(n: i32, numbers: i32): i32 {
  return max(1, min(min(n, mostGroups), mostSums / numbers))
}

/** Bytes of the groups' gradients of so many samples, filters and weights. */
export function convSumsBytes(n: i32, filters: i32, weights: i32): usize {
  const numbers = groupNumbers(filters, weights)
  return bytesOf(numbers * sampleGroups(n, numbers))
}

/** Weights and biases of a group's gradient, up to the next cache line. */
function groupNumbers(filters: i32, weights: i32): i32 {
  return (weights + filters + lineNumbers - 1) & -lineNumbers
}

/**
 * `dw[f, k] = Σₙ Σ_p dz[f, p] u[k, p]`, `db[f] = Σₙ Σ_p dz[f, p]`, `du[k, p] = Σ_f w[f, k] dz[f, p]`
 *
 * @param sums room of {@link convSumsBytes}
 * @param dActivated where not 0, first dz from the activation's gradient
 */
export function convBackward(
  n: i32,
  channels: i32,
  filters: i32,
  rows: i32,
  columns: i32,
  kernelRows: i32,
  kernelColumns: i32,
  down: i32,
  right: i32,
  input: usize,
  weight: usize,
  dOutput: usize,
  dInput: usize,
  dWeight: usize,
  dBias: usize,
  sums: usize,
  activation: i32,
  slope: f32,
  output: usize,
  activated: usize,
  dActivated: usize,
): void {
  const job = changetype<Convolution>(jobArguments())
  job.n = n
  job.channels = channels
  job.filters = filters
  job.rows = rows
  job.columns = columns
  job.kernelRows = kernelRows
  job.kernelColumns = kernelColumns
  job.down = down
  job.right = right
  job.input = input
  job.weight = weight
  job.dOutput = dOutput
  job.dInput = dInput
  job.dWeight = dWeight
  job.dBias = dBias
  job.sums = sums
  job.activation = activation
  job.slope = slope
  job.output = output
  job.activated = activated
  job.dActivated = dActivated
  const weights = weightNumbers(job)
  perform(backwardPart, (dInput == 0 ? 1 : 2) * costOf(job))
  perform(sumPart, <f64>weights * <f64>sampleGroups(n, groupNumbers(filters, weights)))
}

function backwardPart(part: i32, parts: i32): void {
  const job = changetype<Convolution>(jobArguments())
  const weights = weightNumbers(job)
  const numbers = groupNumbers(job.filters, weights)
  const groups = sampleGroups(job.n, numbers)
  for (let group = startOfPart(part, parts, groups, 1); group < startOfPart(part + 1, parts, groups, 1); group++) {
    const first = startOfPart(group, groups, job.n, 1)
    const samples = startOfPart(group + 1, groups, job.n, 1) - first
    const dWeight = job.sums + bytesOf(numbers) * group
    if (job.dActivated != 0) activateSamples(job, first, samples)
    backward(
      samples,
      job.channels,
      job.filters,
      job.rows,
      job.columns,
      job.kernelRows,
      job.kernelColumns,
      job.down,
      job.right,
      job.input + imageBytes(job) * first,
      job.weight,
      job.dOutput + outputBytes(job) * first,
      job.dInput == 0 ? 0 : job.dInput + imageBytes(job) * first,
      dWeight,
      job.dBias == 0 ? 0 : dWeight + bytesOf(weights),
    )
  }
}

function activateSamples(job: Convolution, first: i32, count: i32): void {
  const at = outputBytes(job) * first
  activateBackward(
    job.activation,
    count * job.filters * positionsOf(job),
    job.slope,
    job.output + at,
    job.activated + at,
    job.dActivated + at,
    job.dOutput + at,
  )
}

/** Adds up the groups' gradients, some of the weights each. */
function sumPart(part: i32, parts: i32): void {
  const job = changetype<Convolution>(jobArguments())
  const weights = weightNumbers(job)
  const numbers = groupNumbers(job.filters, weights)
  const groups = sampleGroups(job.n, numbers)
  const first = startOfPart(part, parts, weights, lineNumbers)
  const count = startOfPart(part + 1, parts, weights, lineNumbers) - first
  addGroups(count, groups, bytesOf(numbers), job.sums + bytesOf(first), job.dWeight + bytesOf(first))
  if (part == 0 && job.dBias != 0) {
    addGroups(job.filters, groups, bytesOf(numbers), job.sums + bytesOf(weights), job.dBias)
  }
}

/** The sum of `groups` runs of numbers, `step` bytes apart. */
function addGroups(count: i32, groups: i32, step: usize, values: usize, sums: usize): void {
  for (; count > 0; count -= 4) {
    let sum = v128.load(values)
    for (let group = 1; group < groups; group++) sum = f32x4.add(sum, v128.load(values + step * group))
    Lanes.store(count, sums, sum)
    values += 16
    sums += 16
  }
}
