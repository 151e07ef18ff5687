import { bytesOf } from './bytes-of'
import { Lanes } from './lanes'

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
  const outRows = (rows - windowRows) / down + 1
  const outColumns = (columns - windowColumns) / right + 1
  const apart = f32x4.mul(f32x4(0, 1, 2, 3), f32x4.splat(<f32>right))
  for (; planes > 0; planes--) {
    for (let y = 0; y < outRows; y++) {
      for (let x = 0; x < outColumns; x += 4) {
        const corner = y * down * columns + x * right
        const corners = f32x4.add(f32x4.splat(<f32>corner), apart)
        let largest = Lanes.load(input + bytesOf(corner), right)
        let winner = corners
        for (let i = 0; i < windowRows; i++) {
          for (let j = i == 0 ? 1 : 0; j < windowColumns; j++) {
            const offset = i * columns + j
            const values = Lanes.load(input + bytesOf(corner + offset), right)
            const wins = v128.or(f32x4.gt(values, largest), f32x4.ne(values, values))
            largest = v128.bitselect(values, largest, wins)
            winner = v128.bitselect(f32x4.add(corners, f32x4.splat(<f32>offset)), winner, wins)
          }
        }
        const at = bytesOf(x)
        Lanes.store(outColumns - x, output + at, largest)
        Lanes.store(outColumns - x, winners + at, winner)
      }
      output += bytesOf(outColumns)
      winners += bytesOf(outColumns)
    }
    input += bytesOf(rows * columns)
  }
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
    for (let left = positions; left > 0; left--) {
      const cell = dInput + bytesOf(<i32>f32.load(winners))
      f32.store(cell, f32.load(cell) + f32.load(dOutput))
      winners += 4
      dOutput += 4
    }
    dInput += planeBytes
  }
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
  const outRows = (rows - windowRows) / down + 1
  const outColumns = (columns - windowColumns) / right + 1
  const area = f32x4.splat(<f32>(windowRows * windowColumns))
  for (; planes > 0; planes--) {
    for (let y = 0; y < outRows; y++) {
      for (let x = 0; x < outColumns; x += 4) {
        let sum = f32x4.splat(0)
        for (let i = 0; i < windowRows; i++) {
          const row = (y * down + i) * columns + x * right
          for (let j = 0; j < windowColumns; j++) {
            sum = f32x4.add(sum, Lanes.load(input + bytesOf(row + j), right))
          }
        }
        Lanes.store(outColumns - x, output + bytesOf(x), f32x4.div(sum, area))
      }
      output += bytesOf(outColumns)
    }
    input += bytesOf(rows * columns)
  }
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
