import type { FloatArray } from '../float-array.ts'
import { referenceKernels } from '../kernels/reference.ts'
import { convGeometry } from '../layers/conv2d.ts'
import type { NetworkLayer } from '../network.ts'
import { sizeOf } from '../shape.ts'
import { unitsOf } from './units.ts'

/**
 * A way to run one unit of a layer again, as after a change of one of its weights: a unit of a dense layer, a filter of
 * a convolution. It is the layer's own kernel, asked for one unit, so the numbers are the same to the last bit.
 *
 * The layer must have run forward on these samples before, with whatever weights. Null where a layer's units do not
 * have weights of their own.
 */
export function createUnitForward(layer: NetworkLayer, samples: number): ((unit: number) => void) | null {
  const { buffers, outputShape } = layer
  const { weight, bias } = buffers.parameters
  const { count, cells } = unitsOf(outputShape)
  const runKernel = unitKernel(layer, samples)
  if (!weight || !runKernel) return null
  const width = weight.value.length / count
  const output = new Float64Array(samples * cells)

  return (unit) => {
    const ownWeight = weight.value.subarray(unit * width, (unit + 1) * width)
    const ownBias = bias?.value.subarray(unit, unit + 1) ?? null
    runKernel(ownWeight, ownBias, output)
    for (let sample = 0; sample < samples; sample++) {
      const own = output.subarray(sample * cells, (sample + 1) * cells)
      buffers.output.set(own, (sample * count + unit) * cells)
    }
  }
}

type UnitKernel = (weight: FloatArray, bias: FloatArray | null, output: FloatArray) => void

function unitKernel({ spec, input, buffers }: NetworkLayer, samples: number): UnitKernel | null {
  switch (spec.type) {
    case 'dense': {
      const inputs = sizeOf(input.shape)
      return (weight, bias, output) => {
        referenceKernels.denseForward(samples, inputs, 1, buffers.input, weight, bias, output)
      }
    }
    case 'conv2d': {
      const shape = { ...convGeometry(spec, input).shape, filters: 1 }
      const image = buffers.workspace['padded'] ?? buffers.input
      return (weight, bias, output) => {
        referenceKernels.convForward(samples, shape, image, weight, bias, output)
      }
    }
    default:
      return null
  }
}
