import { bytesOf } from './bytes-of'
import { Lanes, select } from './lanes'

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
  if (right == 2) Pool.max(planes, rows, columns, windowRows, windowColumns, down, 2, input, output, winners)
  else Pool.max(planes, rows, columns, windowRows, windowColumns, down, right, input, output, winners)
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
  const planeBytes = bytesOf(cells)
  memory.fill(dInput, 0, planeBytes * planes)
  for (; planes > 0; planes--) {
    let left = positions
    for (; left > 3; left -= 4) {
      const offsets = i32x4.shl(i32x4.trunc_sat_f32x4_s(v128.load(winners)), 2)
      addTo(dInput + i32x4.extract_lane(offsets, 0), f32.load(dOutput))
      addTo(dInput + i32x4.extract_lane(offsets, 1), f32.load(dOutput, 4))
      addTo(dInput + i32x4.extract_lane(offsets, 2), f32.load(dOutput, 8))
      addTo(dInput + i32x4.extract_lane(offsets, 3), f32.load(dOutput, 12))
      winners += 16
      dOutput += 16
    }
    for (; left > 0; left--) {
      addTo(dInput + bytesOf(<i32>f32.load(winners)), f32.load(dOutput))
      winners += 4
      dOutput += 4
    }
    dInput += planeBytes
  }
}

function addTo(cell: usize, value: f32): void {
  f32.store(cell, f32.load(cell) + value)
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
  if (right == 2) Pool.avg(planes, rows, columns, windowRows, windowColumns, down, 2, input, output)
  else Pool.avg(planes, rows, columns, windowRows, windowColumns, down, right, input, output)
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
  const outRows = (rows - windowRows) / down + 1
  const outColumns = (columns - windowColumns) / right + 1
  const area = <f32>(windowRows * windowColumns)
  const planeBytes = bytesOf(rows * columns)
  memory.fill(dInput, 0, planeBytes * planes)
  for (; planes > 0; planes--) {
    for (let y = 0; y < outRows; y++) {
      for (let x = 0; x < outColumns; x++) {
        const share = f32.load(dOutput) / area
        let row = dInput + bytesOf(y * down * columns + x * right)
        for (let i = 0; i < windowRows; i++) {
          for (let j = 0; j < windowColumns; j++) {
            const cell = row + bytesOf(j)
            f32.store(cell, f32.load(cell) + share)
          }
          row += bytesOf(columns)
        }
        dOutput += 4
      }
    }
    dInput += planeBytes
  }
}

/** A class because only methods may carry the decorator: a stride of two, the usual one, is to become code of its own. */
class Pool {
  @inline
  static max(
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
    const outRows = (rows - windowRows) / down + 1
    const outColumns = (columns - windowColumns) / right + 1
    const apart = f32x4.mul(f32x4(0, 1, 2, 3), f32x4.splat(<f32>right))
    const one = f32x4.splat(1)
    const toNextRow = f32x4.splat(<f32>(columns - windowColumns))
    for (; planes > 0; planes--) {
      for (let y = 0; y < outRows; y++) {
        for (let x = 0; x < outColumns; x += 4) {
          const left = outColumns - x
          const corner = y * down * columns + x * right
          let row = input + bytesOf(corner)
          let largest = Lanes.load(left, row, right)
          let winner = f32x4.add(f32x4.splat(<f32>corner), apart)
          let place = f32x4.add(winner, one)
          for (let i = 0; i < windowRows; i++) {
            for (let j = i == 0 ? 1 : 0; j < windowColumns; j++) {
              const values = Lanes.load(left, row + bytesOf(j), right)
              const wins = v128.or(f32x4.gt(values, largest), f32x4.ne(values, values))
              largest = select(values, largest, wins)
              winner = select(place, winner, wins)
              place = f32x4.add(place, one)
            }
            place = f32x4.add(place, toNextRow)
            row += bytesOf(columns)
          }
          Lanes.store(left, output + bytesOf(x), largest)
          Lanes.store(left, winners + bytesOf(x), winner)
        }
        output += bytesOf(outColumns)
        winners += bytesOf(outColumns)
      }
      input += bytesOf(rows * columns)
    }
  }

  @inline
  static avg(
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
    const outRows = (rows - windowRows) / down + 1
    const outColumns = (columns - windowColumns) / right + 1
    const area = f32x4.splat(<f32>(windowRows * windowColumns))
    for (; planes > 0; planes--) {
      for (let y = 0; y < outRows; y++) {
        for (let x = 0; x < outColumns; x += 4) {
          const left = outColumns - x
          let row = input + bytesOf(y * down * columns + x * right)
          let sum = f32x4.splat(0)
          for (let i = 0; i < windowRows; i++) {
            for (let j = 0; j < windowColumns; j++) {
              sum = f32x4.add(sum, Lanes.load(left, row + bytesOf(j), right))
            }
            row += bytesOf(columns)
          }
          Lanes.store(left, output + bytesOf(x), f32x4.div(sum, area))
        }
        output += bytesOf(outColumns)
      }
      input += bytesOf(rows * columns)
    }
  }
}
