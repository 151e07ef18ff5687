import { bytesOf } from './bytes-of'
import * as pooling from './pooling'
import { jobArguments, perform, startOfPart } from './team'

/* Pooling, shared by planes. */

/** About what one cell of a plane costs, for sharing. */
const cost: f64 = 10

@unmanaged
class Pooling {
  planes: i32
  rows: i32
  columns: i32
  windowRows: i32
  windowColumns: i32
  down: i32
  right: i32
  /** Cells of a plane before pooling, and after it. */
  cells: i32
  positions: i32
  /** Of `cells`, then of `positions`. */
  wide: usize
  narrow: usize
  winners: usize
}

function setWindows(
  planes: i32,
  rows: i32,
  columns: i32,
  windowRows: i32,
  windowColumns: i32,
  down: i32,
  right: i32,
): Pooling {
  const job = changetype<Pooling>(jobArguments())
  job.planes = planes
  job.rows = rows
  job.columns = columns
  job.windowRows = windowRows
  job.windowColumns = windowColumns
  job.down = down
  job.right = right
  job.cells = rows * columns
  job.positions = ((rows - windowRows) / down + 1) * ((columns - windowColumns) / right + 1)
  return job
}

function costOf(job: Pooling): f64 {
  return <f64>job.planes * <f64>job.cells * cost
}

/** The largest cell under the window and its place in its plane; of equals the first, and NaN before everything. */
export function maxPoolForward(
  planes: i32,
  rows: i32,
  columns: i32,
  windowRows: i32,
  windowColumns: i32,
  down: i32,
  right: i32,
  input: usize,
  output: usize,
  winners: usize,
): void {
  const job = setWindows(planes, rows, columns, windowRows, windowColumns, down, right)
  job.wide = input
  job.narrow = output
  job.winners = winners
  perform(maxPoolForwardPart, costOf(job))
}

function maxPoolForwardPart(part: i32, parts: i32): void {
  const job = changetype<Pooling>(jobArguments())
  const first = startOfPart(part, parts, job.planes, 1)
  const at = bytesOf(job.positions) * first
  pooling.maxPoolForward(
    startOfPart(part + 1, parts, job.planes, 1) - first,
    job.rows,
    job.columns,
    job.windowRows,
    job.windowColumns,
    job.down,
    job.right,
    job.wide + bytesOf(job.cells) * first,
    job.narrow + at,
    job.winners + at,
  )
}

/** The whole gradient goes to the winner. */
export function maxPoolBackward(
  planes: i32,
  cells: i32,
  positions: i32,
  winners: usize,
  dOutput: usize,
  dInput: usize,
): void {
  const job = changetype<Pooling>(jobArguments())
  job.planes = planes
  job.cells = cells
  job.positions = positions
  job.wide = dInput
  job.narrow = dOutput
  job.winners = winners
  perform(maxPoolBackwardPart, costOf(job))
}

function maxPoolBackwardPart(part: i32, parts: i32): void {
  const job = changetype<Pooling>(jobArguments())
  const first = startOfPart(part, parts, job.planes, 1)
  const planes = startOfPart(part + 1, parts, job.planes, 1) - first
  const at = bytesOf(job.positions) * first
  const dInput = job.wide + bytesOf(job.cells) * first
  pooling.maxPoolBackward(planes, job.cells, job.positions, job.winners + at, job.narrow + at, dInput)
}

/** The mean of the cells under the window. */
export function avgPoolForward(
  planes: i32,
  rows: i32,
  columns: i32,
  windowRows: i32,
  windowColumns: i32,
  down: i32,
  right: i32,
  input: usize,
  output: usize,
): void {
  const job = setWindows(planes, rows, columns, windowRows, windowColumns, down, right)
  job.wide = input
  job.narrow = output
  perform(avgPoolForwardPart, costOf(job))
}

function avgPoolForwardPart(part: i32, parts: i32): void {
  const job = changetype<Pooling>(jobArguments())
  const first = startOfPart(part, parts, job.planes, 1)
  pooling.avgPoolForward(
    startOfPart(part + 1, parts, job.planes, 1) - first,
    job.rows,
    job.columns,
    job.windowRows,
    job.windowColumns,
    job.down,
    job.right,
    job.wide + bytesOf(job.cells) * first,
    job.narrow + bytesOf(job.positions) * first,
  )
}

/** The gradient is shared out evenly over the cells under the window. */
export function avgPoolBackward(
  planes: i32,
  rows: i32,
  columns: i32,
  windowRows: i32,
  windowColumns: i32,
  down: i32,
  right: i32,
  dOutput: usize,
  dInput: usize,
): void {
  const job = setWindows(planes, rows, columns, windowRows, windowColumns, down, right)
  job.narrow = dOutput
  job.wide = dInput
  perform(avgPoolBackwardPart, costOf(job))
}

function avgPoolBackwardPart(part: i32, parts: i32): void {
  const job = changetype<Pooling>(jobArguments())
  const first = startOfPart(part, parts, job.planes, 1)
  pooling.avgPoolBackward(
    startOfPart(part + 1, parts, job.planes, 1) - first,
    job.rows,
    job.columns,
    job.windowRows,
    job.windowColumns,
    job.down,
    job.right,
    job.narrow + bytesOf(job.positions) * first,
    job.wide + bytesOf(job.cells) * first,
  )
}
