import type { Kernels } from '../kernels.ts'
import { activateBackward, activateForward } from './activations.ts'
import { at } from './at.ts'

/** Matrix products of dense layers. */
export const denseKernels: Pick<Kernels, 'denseForward' | 'denseBackward'> = {
  denseForward(n, nIn, nOut, input, weight, bias, output, activation) {
    for (let sample = 0; sample < n; sample++) {
      const x = sample * nIn
      for (let unit = 0; unit < nOut; unit++) {
        const w = unit * nIn
        let sum = bias === null ? 0 : at(bias, unit)
        for (let i = 0; i < nIn; i++) sum += at(input, x + i) * at(weight, w + i)
        output[sample * nOut + unit] = sum
      }
    }
    if (activation) activateForward(n * nOut, activation)
  },

  denseBackward(n, nIn, nOut, input, weight, dOutput, dInput, dWeight, dBias, activation) {
    if (activation) activateBackward(n * nOut, activation, dOutput)
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
}
