import type { FloatArray } from '../float-array.ts'

/** What Adam divides and forgets by. */
export interface AdamConstants {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/** The primitives of updates, over `count` elements of runs laid out alike. */
export interface OptimizationKernels {
  /**
   * `v ← γv − αg; w ← w + v` (Momentum article: v is the update Δw itself); with Nesterov's look ahead
   * `w ← w + γv − αg` with the new v.
   */
  sgdMomentum(
    count: number,
    learningRate: number,
    momentum: number,
    nesterov: boolean,
    gradient: FloatArray,
    velocity: FloatArray,
    value: FloatArray,
  ): void

  /**
   * `m ← β₁m + (1 − β₁)g`, `s ← β₂s + (1 − β₂)g²`, `w ← w − αλw − α · m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε)`, t being
   * `step`, from 1, and λ `weightDecay`, which is 0 but for AdamW.
   */
  adam(
    count: number,
    step: number,
    learningRate: number,
    weightDecay: number,
    constants: AdamConstants,
    gradient: FloatArray,
    mean: FloatArray,
    squares: FloatArray,
    value: FloatArray,
  ): void

  /** `s ← kept·s + added·g²`, `w ← w − α·g / (√s + ε)`: RMSProp and AdaGrad. */
  descendBySquares(
    count: number,
    learningRate: number,
    kept: number,
    added: number,
    epsilon: number,
    gradient: FloatArray,
    squares: FloatArray,
    value: FloatArray,
  ): void

  /** `g ← g + λ₁ sign w + λ₂ w`; returns `λ₁ Σ|w| + ½λ₂ Σw²`. */
  addPenalty(count: number, l1: number, l2: number, value: FloatArray, gradient: FloatArray): number

  /** `Σ x²` */
  sumOfSquares(count: number, values: FloatArray): number

  /** `x ← factor · x` */
  scale(count: number, factor: number, values: FloatArray): void
}
