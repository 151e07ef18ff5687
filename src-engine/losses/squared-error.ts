import type { FloatArray } from '../float-array.ts'
import type { Loss } from './loss.ts'

/** `1/n Σ (y − ŷ)²` over the n outputs of a sample (Perceptron notebook); gradient `2(ŷ − y)/n`. */
export const meanSquaredError: Loss<'mean_squared_error'> = {
  name: 'mean_squared_error',
  needs: 'any',
  value: (n, width, output, target) => sumOfSquares(n * width, output, target) / width,
  gradient: (n, width, scale, output, target, dOutput) =>
    difference(n * width, (2 * scale) / width, output, target, dOutput),
}

/** `½ Σ (y − ŷ)²` over the outputs of a sample (Kovalev 2022; Cheatsheet; Momentum article); gradient `ŷ − y`. */
export const halfSquaredError: Loss<'half_squared_error'> = {
  name: 'half_squared_error',
  needs: 'any',
  value: (n, width, output, target) => sumOfSquares(n * width, output, target) / 2,
  gradient: (n, width, scale, output, target, dOutput) => difference(n * width, scale, output, target, dOutput),
}

function sumOfSquares(count: number, output: FloatArray, target: FloatArray): number {
  let sum = 0
  for (let i = 0; i < count; i++) {
    const d = (output[i] as number) - (target[i] as number)
    sum += d * d
  }
  return sum
}

function difference(count: number, scale: number, output: FloatArray, target: FloatArray, dOutput: FloatArray): void {
  for (let i = 0; i < count; i++) dOutput[i] = scale * ((output[i] as number) - (target[i] as number))
}
