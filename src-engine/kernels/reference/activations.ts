import type { FloatArray } from '../../float-array.ts'
import type { ActivationKind, FollowingActivation, Kernels } from '../kernels.ts'
import { at } from './at.ts'

/** Elementwise functions and their derivatives. */
export const activationKernels: Pick<Kernels, 'activationForward' | 'activationBackward' | 'multiply'> = {
  activationForward(kind, count, slope, input, output) {
    for (let i = 0; i < count; i++) output[i] = activate(kind, at(input, i), slope)
  },

  activationBackward(kind, count, slope, input, output, dOutput, dInput) {
    for (let i = 0; i < count; i++) dInput[i] = at(dOutput, i) * derivative(kind, at(input, i), at(output, i), slope)
  },

  multiply(count, a, b, output) {
    for (let i = 0; i < count; i++) output[i] = at(a, i) * at(b, i)
  },
}

/** `a = f(z)` over `count` elements of what a product has put out. */
export function activateForward(count: number, { kind, slope, input, output }: FollowingActivation): void {
  activationKernels.activationForward(kind, count, slope, input, output)
}

/** `dz = da · f′(z)` over `count` elements, before the product's own gradients. */
export function activateBackward(count: number, activation: FollowingActivation, dInput: FloatArray): void {
  const { kind, slope, input, output, dOutput } = activation
  activationKernels.activationBackward(kind, count, slope, input, output, dOutput, dInput)
}

function activate(kind: ActivationKind, z: number, slope: number): number {
  switch (kind) {
    case 'identity':
      return z
    case 'sigmoid':
      return 1 / (1 + Math.exp(-z))
    case 'tanh':
      return Math.tanh(z)
    case 'relu':
      return z > 0 ? z : z !== z ? z : 0
    case 'leaky_relu':
      return z > 0 ? z : slope * z
  }
}

/** `f′(z)`, told from `z` or from `a = f(z)`, whichever is exact and cheap. At 0, ReLU's derivative is taken as 0. */
function derivative(kind: ActivationKind, z: number, a: number, slope: number): number {
  switch (kind) {
    case 'identity':
      return 1
    case 'sigmoid':
      return a * (1 - a)
    case 'tanh':
      return 1 - a * a
    case 'relu':
      return z > 0 ? 1 : 0
    case 'leaky_relu':
      return z > 0 ? 1 : slope
  }
}
