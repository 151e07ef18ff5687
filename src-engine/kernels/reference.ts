import type { FloatArray } from '../float-array.ts'
import type { ActivationKind, Kernels } from './kernels.ts'

/**
 * Plain loops in the order of the formulas, for either float type: the definition of right.
 *
 * Sums are carried in float64 and rounded when stored.
 */
export const referenceKernels: Kernels = {
  name: 'reference',

  allocate(byteLength) {
    return { buffer: new ArrayBuffer(byteLength), byteOffset: 0 }
  },

  denseForward(n, nIn, nOut, input, weight, bias, output) {
    for (let sample = 0; sample < n; sample++) {
      const x = sample * nIn
      for (let unit = 0; unit < nOut; unit++) {
        const w = unit * nIn
        let sum = bias === null ? 0 : at(bias, unit)
        for (let i = 0; i < nIn; i++) sum += at(input, x + i) * at(weight, w + i)
        output[sample * nOut + unit] = sum
      }
    }
  },

  denseBackward(n, nIn, nOut, input, weight, dOutput, dInput, dWeight, dBias) {
    dWeight.fill(0, 0, nOut * nIn)
    dBias?.fill(0, 0, nOut)
    dInput?.fill(0, 0, n * nIn)
    for (let sample = 0; sample < n; sample++) {
      const x = sample * nIn
      for (let unit = 0; unit < nOut; unit++) {
        const w = unit * nIn
        const dz = at(dOutput, sample * nOut + unit)
        if (dBias) dBias[unit] = at(dBias, unit) + dz
        for (let i = 0; i < nIn; i++) dWeight[w + i] = at(dWeight, w + i) + dz * at(input, x + i)
        if (dInput) for (let i = 0; i < nIn; i++) dInput[x + i] = at(dInput, x + i) + dz * at(weight, w + i)
      }
    }
  },

  activationForward(kind, count, slope, input, output) {
    for (let i = 0; i < count; i++) output[i] = activate(kind, at(input, i), slope)
  },

  activationBackward(kind, count, slope, input, output, dOutput, dInput) {
    for (let i = 0; i < count; i++) dInput[i] = at(dOutput, i) * derivative(kind, at(input, i), at(output, i), slope)
  },

  softmaxForward(n, width, input, output) {
    for (let row = 0; row < n * width; row += width) {
      let maximum = -Infinity
      for (let i = 0; i < width; i++) maximum = Math.max(maximum, at(input, row + i))
      let sum = 0
      for (let i = 0; i < width; i++) {
        const e = Math.exp(at(input, row + i) - maximum)
        output[row + i] = e
        sum += e
      }
      for (let i = 0; i < width; i++) output[row + i] = at(output, row + i) / sum
    }
  },

  softmaxBackward(n, width, output, dOutput, dInput) {
    for (let row = 0; row < n * width; row += width) {
      let dot = 0
      for (let i = 0; i < width; i++) dot += at(dOutput, row + i) * at(output, row + i)
      for (let i = 0; i < width; i++) dInput[row + i] = at(output, row + i) * (at(dOutput, row + i) - dot)
    }
  },

  sigmoidCrossEntropyBackward(count, scale, output, target, dInput) {
    for (let i = 0; i < count; i++) dInput[i] = scale * (at(output, i) - at(target, i))
  },

  softmaxCrossEntropyBackward(n, width, scale, output, target, dInput) {
    for (let row = 0; row < n * width; row += width) {
      let total = 0
      for (let i = row; i < row + width; i++) total += at(target, i)
      for (let i = row; i < row + width; i++) dInput[i] = scale * (total * at(output, i) - at(target, i))
    }
  },

  sgdMomentum(count, learningRate, momentum, nesterov, gradient, velocity, value) {
    for (let i = 0; i < count; i++) {
      const step = learningRate * at(gradient, i)
      velocity[i] = momentum * at(velocity, i) - step
      value[i] = at(value, i) + (nesterov ? momentum * at(velocity, i) - step : at(velocity, i))
    }
  },
}

/** The element at `i`: every loop above stays inside its buffers, which the index type cannot know. */
function at(values: FloatArray, i: number): number {
  return values[i] as number
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
