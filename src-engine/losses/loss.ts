import type { FloatArray } from '../float-array.ts'
import type { Kernels } from '../kernels/kernels.ts'

/** The cross-entropy of an activation's output, computed from its input so that nothing overflows and no log is of 0. */
export interface MergedLoss {
  /** The layer that must stand last for the two to be merged. */
  readonly activation: 'softmax' | 'sigmoid'
  /** Runs the activation forward too: logits, target (n, width) → output (n, width). Returns the sum over the samples. */
  value(n: number, width: number, logits: FloatArray, target: FloatArray, output: FloatArray, kernels: Kernels): number
}

/** How far predictions are from targets. All buffers (n, width). */
export interface Loss<N extends string = string> {
  readonly name: N
  /** Sum of the samples' losses; the mean over the batch is taken by the caller. */
  value(n: number, width: number, output: FloatArray, target: FloatArray): number
  /** Writes `scale · ∂loss/∂output`; `scale` is 1/n for the mean over the batch, 1 for the sum. */
  gradient(n: number, width: number, scale: number, output: FloatArray, target: FloatArray, dOutput: FloatArray): void
  readonly merged?: MergedLoss
  /** What the loss needs of outputs and targets, checked before training. */
  readonly needs: 'any' | 'probabilities' | 'distribution'
}
