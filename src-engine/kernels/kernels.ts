import type { DataArray } from '../datasets/dataset.ts'
import type { FloatArray } from '../float-array.ts'
import type { ImageKernels } from './image-kernels.ts'
import type { OptimizationKernels } from './optimization-kernels.ts'
import type { Team } from './team.ts'

/** Elementwise activations whose derivative can be told from input and output. */
export type ActivationKind = 'identity' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu'

/** An activation right behind a product, done together with it. All buffers (n, …) of the same size. */
export interface FollowingActivation {
  readonly kind: ActivationKind
  readonly slope: number
  /** What the product puts out: z. */
  readonly input: FloatArray
  readonly output: FloatArray
  readonly dOutput: FloatArray
}

/**
 * The primitives every layer, loss and optimiser is made of.
 *
 * All matrices are row-major; `n` is the number of samples in the batch. Gradients carry the name of what they are
 * the gradient of. Functions write only to their last buffers, never allocate, and read nothing beyond `n` rows.
 * `reference.ts` defines what is right; every other implementation is compared with it.
 */
export interface Kernels extends ImageKernels, OptimizationKernels {
  /** Recorded with each run, since sums in another order give other last bits. */
  readonly name: string

  /** The threads that share the work; null where there is always one. */
  readonly team: Team | null

  /** Zeroed memory that the kernels can reach; asked for once per network. */
  allocate(byteLength: number): { readonly buffer: ArrayBufferLike; readonly byteOffset: number }

  /** The same numbers where the kernels can reach them: a copy in their memory, or `values` where they reach all. */
  place<T extends DataArray | Uint32Array>(values: T): T

  /**
   * `x = (raw − shift) · factor` of rows chosen by index, in float64 and rounded when stored.
   * values (…, width), indexes (n), shift and factor (width), or (1) for all alike → output (n, width). All but the
   * output have been {@link place}d.
   */
  gather(
    n: number,
    width: number,
    values: DataArray,
    indexes: Uint32Array,
    shift: Float64Array,
    factor: Float64Array,
    output: FloatArray,
  ): void

  /**
   * `Z = X Wᵀ + b`, and `A = f(Z)` where an activation follows.
   * input (n, nIn), weight (nOut, nIn), bias (nOut) or null → output (n, nOut), activation.output.
   */
  denseForward(
    n: number,
    nIn: number,
    nOut: number,
    input: FloatArray,
    weight: FloatArray,
    bias: FloatArray | null,
    output: FloatArray,
    activation?: FollowingActivation,
  ): void

  /**
   * `dW = dZᵀ X`, `db = Σₙ dZ`, `dX = dZ W`; where an activation follows, first `dZ = dA · f′(Z)` into dOutput.
   * dOutput (n, nOut) → dWeight (nOut, nIn), dBias (nOut) or null, dInput (n, nIn) or null where nobody needs it.
   */
  denseBackward(
    n: number,
    nIn: number,
    nOut: number,
    input: FloatArray,
    weight: FloatArray,
    dOutput: FloatArray,
    dInput: FloatArray | null,
    dWeight: FloatArray,
    dBias: FloatArray | null,
    activation?: FollowingActivation,
  ): void

  /** `a = f(z)` over `count` elements; `slope` is the leaky ReLU's slope below zero. */
  activationForward(kind: ActivationKind, count: number, slope: number, input: FloatArray, output: FloatArray): void

  /** `dz = da · f′(z)` over `count` elements. */
  activationBackward(
    kind: ActivationKind,
    count: number,
    slope: number,
    input: FloatArray,
    output: FloatArray,
    dOutput: FloatArray,
    dInput: FloatArray,
  ): void

  /** Row-wise softmax, shifted by the row's maximum. input (n, width) → output (n, width). */
  softmaxForward(n: number, width: number, input: FloatArray, output: FloatArray): void

  /** Through the Jacobian `J_ij = s_i(δ_ij − s_j)`: `dz_i = s_i (da_i − Σ_j da_j s_j)`. All (n, width). */
  softmaxBackward(n: number, width: number, output: FloatArray, dOutput: FloatArray, dInput: FloatArray): void

  /**
   * Softmax and its cross-entropy in one: returns `Σ (T log Σ_j exp z_j − Σ_j t_j z_j)` over the rows, T = Σ t.
   * input, target (n, width) → output (n, width), as softmaxForward's.
   */
  softmaxCrossEntropy(n: number, width: number, input: FloatArray, target: FloatArray, output: FloatArray): number

  /**
   * Sigmoid and its cross-entropy in one: returns `Σ (max(z, 0) − zy + log(1 + e^(−|z|)))` over `count` elements.
   * input, target → output, as activationForward's.
   */
  sigmoidCrossEntropy(count: number, input: FloatArray, target: FloatArray, output: FloatArray): number

  /** `dz = scale · (a − y)` over `count` elements: the merged sigmoid + cross-entropy gradient. */
  sigmoidCrossEntropyBackward(
    count: number,
    scale: number,
    output: FloatArray,
    target: FloatArray,
    dInput: FloatArray,
  ): void

  /** `dz = scale · (T·s − t)` per row, T = Σ t (1 for one class, C for C context words): merged with softmax. */
  softmaxCrossEntropyBackward(
    n: number,
    width: number,
    scale: number,
    output: FloatArray,
    target: FloatArray,
    dInput: FloatArray,
  ): void

  /** `c = a · b` over `count` elements. */
  multiply(count: number, a: FloatArray, b: FloatArray, output: FloatArray): void

  /**
   * `h = 1/C Σ_c W[x_c]` over the C indexes that are not −1; 0 where there are none.
   * input (n, count) of indexes, weight (V, dim) → output (n, dim).
   */
  embeddingForward(
    n: number,
    count: number,
    vocabulary: number,
    dim: number,
    input: FloatArray,
    weight: FloatArray,
    output: FloatArray,
  ): void

  /** `dW[x_c] += dh/C` for each of the C indexes that are not −1. dOutput (n, dim) → dWeight (V, dim). */
  embeddingBackward(
    n: number,
    count: number,
    vocabulary: number,
    dim: number,
    input: FloatArray,
    dOutput: FloatArray,
    dWeight: FloatArray,
  ): void
}
