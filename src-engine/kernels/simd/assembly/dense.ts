import { bytesOf } from './bytes-of'
import { Lanes } from './lanes'
import { multiplyByTransposed, multiplyTransposed, transpose } from './matrix-products'
import { blockRows, transposedScratch } from './scratch'

/** `Z = X Wᵀ + b` */
export function denseForward(
  n: i32,
  nIn: i32,
  nOut: i32,
  input: usize,
  weight: usize,
  bias: usize,
  output: usize,
): void {
  const inStep = bytesOf(nIn)
  const outStep = bytesOf(nOut)
  multiplyByTransposed(n, nOut, nIn, input, inStep, weight, inStep, output, outStep, bias, 0)
}

/** `dW = dZᵀ X`, `db = Σₙ dZ`, `dX = dZ W`; `dInput` and `dBias` are 0 where nobody needs them. */
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
): void {
  const inStep = bytesOf(nIn)
  const outStep = bytesOf(nOut)
  multiplyTransposed(nOut, nIn, n, false, dOutput, outStep, input, inStep, dWeight, inStep)
  if (dBias != 0) sumRows(n, nOut, dOutput, dBias)
  if (dInput != 0) multiply(n, nIn, nOut, dOutput, weight, dInput)
}

/** `C = A B`, A being transposed a block at a time. a (m, k), b (k, n) → c (m, n). */
function multiply(m: i32, n: i32, k: i32, a: usize, b: usize, c: usize): void {
  const aStep = bytesOf(k)
  const step = bytesOf(n)
  for (let row = 0; row < m; row += blockRows) {
    const rows = min(blockRows, m - row)
    for (let first = 0; first < k; first += blockRows) {
      const inner = min(blockRows, k - first)
      const block = transposedScratch()
      const blockStep = bytesOf(rows)
      transpose(rows, inner, a + aStep * row + bytesOf(first), aStep, block, blockStep)
      multiplyTransposed(rows, n, inner, first > 0, block, blockStep, b + step * first, step, c + step * row, step)
    }
  }
}

/** The sum of all rows. values (n, width) → sums (width). */
function sumRows(n: i32, width: i32, values: usize, sums: usize): void {
  const step = bytesOf(width)
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
