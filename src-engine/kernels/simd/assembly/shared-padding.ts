import { bytesOf } from './bytes-of'
import * as padding from './padding'
import { jobArguments, perform, startOfPart } from './team'

/* Padding, shared by planes. */

/** About what one number costs, for sharing. */
const cost: f64 = 10

@unmanaged
class Padding {
  planes: i32
  rows: i32
  above: i32
  below: i32
  columns: i32
  left: i32
  right: i32
  replicate: bool
  inner: usize
  padded: usize
}

function setPadding(
  planes: i32,
  rows: i32,
  above: i32,
  below: i32,
  columns: i32,
  left: i32,
  right: i32,
  replicate: bool,
  inner: usize,
  padded: usize,
): void {
  const job = changetype<Padding>(jobArguments())
  job.planes = planes
  job.rows = rows
  job.above = above
  job.below = below
  job.columns = columns
  job.left = left
  job.right = right
  job.replicate = replicate
  job.inner = inner
  job.padded = padded
}

function innerBytes(job: Padding): usize {
  return bytesOf(job.rows * job.columns)
}

function paddedBytes(job: Padding): usize {
  return bytesOf((job.above + job.rows + job.below) * (job.left + job.columns + job.right))
}

/** Puts a border around planes: zeros, or with `replicate` the nearest cell of the image. */
export function padForward(
  planes: i32,
  rows: i32,
  above: i32,
  below: i32,
  columns: i32,
  left: i32,
  right: i32,
  replicate: bool,
  input: usize,
  output: usize,
): void {
  setPadding(planes, rows, above, below, columns, left, right, replicate, input, output)
  perform(padForwardPart, <f64>planes * <f64>rows * <f64>columns * cost)
}

function padForwardPart(part: i32, parts: i32): void {
  const job = changetype<Padding>(jobArguments())
  const first = startOfPart(part, parts, job.planes, 1)
  padding.padForward(
    startOfPart(part + 1, parts, job.planes, 1) - first,
    job.rows,
    job.above,
    job.below,
    job.columns,
    job.left,
    job.right,
    job.replicate,
    job.inner + innerBytes(job) * first,
    job.padded + paddedBytes(job) * first,
  )
}

/** Takes the border off again: with `replicate` its gradient flows to the cell it repeats. */
export function padBackward(
  planes: i32,
  rows: i32,
  above: i32,
  below: i32,
  columns: i32,
  left: i32,
  right: i32,
  replicate: bool,
  dOutput: usize,
  dInput: usize,
): void {
  setPadding(planes, rows, above, below, columns, left, right, replicate, dInput, dOutput)
  perform(padBackwardPart, <f64>planes * <f64>rows * <f64>columns * cost)
}

function padBackwardPart(part: i32, parts: i32): void {
  const job = changetype<Padding>(jobArguments())
  const first = startOfPart(part, parts, job.planes, 1)
  padding.padBackward(
    startOfPart(part + 1, parts, job.planes, 1) - first,
    job.rows,
    job.above,
    job.below,
    job.columns,
    job.left,
    job.right,
    job.replicate,
    job.padded + paddedBytes(job) * first,
    job.inner + innerBytes(job) * first,
  )
}
