import type { FloatArray } from '../float-array.ts'
import type { FollowingActivation } from './kernels.ts'

/** A window moving along one dimension of an image. */
export interface SlidingWindow {
  /** Cells of the image, padding included. */
  readonly cells: number
  /** Cells the window covers. */
  readonly size: number
  readonly stride: number
  /** Places where the window fits: `⌊(cells − size)/stride⌋ + 1`. */
  readonly positions: number
}

/** Cells added to one dimension of an image. */
export interface Padding {
  /** Cells without padding. */
  readonly cells: number
  readonly before: number
  readonly after: number
}

/** A convolution over images that are already padded. */
export interface Convolution {
  readonly channels: number
  readonly filters: number
  readonly rows: SlidingWindow
  readonly columns: SlidingWindow
}

/**
 * The primitives of images. A plane is one channel of one sample, (rows, columns), row-major; a batch is a run of
 * n · channels planes, channels-first.
 */
export interface ImageKernels {
  /**
   * Puts a border around planes: zeros, or with `replicate` the nearest cell of the image.
   * input (planes, H, W) → output (planes, before + H + after, before + W + after).
   */
  padForward(
    planes: number,
    rows: Padding,
    columns: Padding,
    replicate: boolean,
    input: FloatArray,
    output: FloatArray,
  ): void

  /** Takes the border off again: with `replicate` its gradient flows to the cell it repeats. Shapes as padForward's. */
  padBackward(
    planes: number,
    rows: Padding,
    columns: Padding,
    replicate: boolean,
    dOutput: FloatArray,
    dInput: FloatArray,
  ): void

  /**
   * Cross-correlation: `z[f, y, x] = b[f] + Σ_c Σ_i Σ_j w[f, c, i, j] · a[c, y·s₁ + i, x·s₂ + j]`, and `f(z)` where an
   * activation follows.
   * input (n, C, H, W), weight (F, C, k₁, k₂), bias (F) or null → output (n, F, o₁, o₂), activation.output.
   */
  convForward(
    n: number,
    shape: Convolution,
    input: FloatArray,
    weight: FloatArray,
    bias: FloatArray | null,
    output: FloatArray,
    activation?: FollowingActivation,
  ): void

  /**
   * `dw[f, c, i, j] = Σ dz[f, y, x] · a[c, y·s₁ + i, x·s₂ + j]`, `db[f] = Σ dz[f, y, x]` over samples and positions,
   * `da[c, y·s₁ + i, x·s₂ + j] += w[f, c, i, j] · dz[f, y, x]`; where an activation follows, first dz from its gradient.
   * dOutput (n, F, o₁, o₂) → dWeight (F, C, k₁, k₂), dBias (F) or null, dInput (n, C, H, W) or null.
   */
  convBackward(
    n: number,
    shape: Convolution,
    input: FloatArray,
    weight: FloatArray,
    dOutput: FloatArray,
    dInput: FloatArray | null,
    dWeight: FloatArray,
    dBias: FloatArray | null,
    activation?: FollowingActivation,
  ): void

  /**
   * The largest cell under the window; of equals the first, row by row, and NaN before everything.
   * input (planes, H, W) → output (planes, o₁, o₂), winners (planes, o₁, o₂): the largest cell's place in its plane.
   */
  maxPoolForward(
    planes: number,
    rows: SlidingWindow,
    columns: SlidingWindow,
    input: FloatArray,
    output: FloatArray,
    winners: FloatArray,
  ): void

  /** The whole gradient goes to the winner, that of several windows added up. Shapes as maxPoolForward's. */
  maxPoolBackward(
    planes: number,
    rows: SlidingWindow,
    columns: SlidingWindow,
    winners: FloatArray,
    dOutput: FloatArray,
    dInput: FloatArray,
  ): void

  /** The mean of the cells under the window. input (planes, H, W) → output (planes, o₁, o₂). */
  avgPoolForward(
    planes: number,
    rows: SlidingWindow,
    columns: SlidingWindow,
    input: FloatArray,
    output: FloatArray,
  ): void

  /** The gradient is shared out evenly over the cells under the window. Shapes as avgPoolForward's. */
  avgPoolBackward(
    planes: number,
    rows: SlidingWindow,
    columns: SlidingWindow,
    dOutput: FloatArray,
    dInput: FloatArray,
  ): void
}
