import { bytesOf } from './bytes-of'
import { Lanes } from './lanes'

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
  const step = bytesOf(columns)
  const paddedStep = bytesOf(left + columns + right)
  for (; planes > 0; planes--) {
    for (let y = -above; y < rows + below; y++) {
      const row = input + step * nearest(y, rows)
      if (!replicate && (y < 0 || y >= rows)) {
        memory.fill(output, 0, paddedStep)
      } else {
        fill(left, replicate ? f32.load(row) : 0, output)
        copy(columns, row, output + bytesOf(left))
        fill(right, replicate ? f32.load(row + step - 4) : 0, output + bytesOf(left + columns))
      }
      output += paddedStep
    }
    input += step * rows
  }
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
  const step = bytesOf(columns)
  const paddedStep = bytesOf(left + columns + right)
  if (replicate) memory.fill(dInput, 0, step * (planes * rows))
  for (; planes > 0; planes--) {
    for (let y = -above; y < rows + below; y++) {
      const row = dInput + step * nearest(y, rows)
      const inner = dOutput + bytesOf(left)
      if (replicate) {
        add(columns, inner, row)
        addSum(left, dOutput, row)
        addSum(right, inner + step, row + step - 4)
      } else if (y >= 0 && y < rows) {
        copy(columns, inner, row)
      }
      dOutput += paddedStep
    }
    dInput += step * rows
  }
}

/** The index nearest to `i` of `count` indexes. */
function nearest(i: i32, count: i32): i32 {
  return max(0, min(i, count - 1))
}

function fill(count: i32, value: f32, to: usize): void {
  for (; count > 0; count--) {
    f32.store(to, value)
    to += 4
  }
}

function copy(count: i32, from: usize, to: usize): void {
  for (; count > 0; count -= 4) {
    Lanes.store(count, to, v128.load(from))
    from += 16
    to += 16
  }
}

/** Adds `count` numbers to as many others. */
function add(count: i32, from: usize, to: usize): void {
  for (; count > 0; count -= 4) {
    Lanes.store(count, to, f32x4.add(v128.load(to), v128.load(from)))
    from += 16
    to += 16
  }
}

/** Adds `count` numbers to one. */
function addSum(count: i32, from: usize, to: usize): void {
  for (; count > 0; count--) {
    f32.store(to, f32.load(to) + f32.load(from))
    from += 4
  }
}
