import type { Tensor } from './checkpoint.ts'
import type { Scaling } from './datasets/scaling.ts'
import type { Kernels } from './kernels/kernels.ts'
import { buildNetwork } from './network.ts'
import { inputError } from './problem.ts'
import { formatShape, sameShape, sizeOf, type Shape } from './shape.ts'
import type { Experiment } from './spec.ts'

/** A trained network, ready to answer. */
export interface Model {
  /** Outputs for rows of raw inputs in the dataset's own units; both flat, row-major. Throws InputError on a wrong row. */
  predict(inputs: readonly (readonly number[])[]): number[][]
}

export interface ModelOptions {
  readonly experiment: Pick<Experiment, 'network' | 'training'>
  readonly inputShape: Shape
  readonly scaling: Scaling
  readonly parameters: readonly Tensor[]
  readonly kernels: Kernels
}

const batchSize = 64

/** @throws InputError if the parameters do not fit the experiment */
export function createModel({ experiment, inputShape, scaling, parameters, kernels }: ModelOptions): Model {
  const { layers } = experiment.network
  const { precision } = experiment.training
  const network = buildNetwork({ layers, inputShape, maxBatch: batchSize, precision, kernels, slotCount: 0 })
  for (const parameter of network.parameters) {
    const tensor = parameters.find(({ name }) => name === parameter.fullName)
    if (!tensor || !sameShape(tensor.shape, parameter.shape)) {
      const found = tensor ? `has shape ${formatShape(tensor.shape)}` : 'is missing'
      throw inputError([parameter.fullName], found, `needs shape ${formatShape(parameter.shape)}`)
    }
    parameter.value.set(tensor.values)
  }
  const width = sizeOf(inputShape)
  const outputWidth = sizeOf(network.outputShape)

  return {
    predict(inputs) {
      inputs.forEach((row, i) => {
        if (row.length !== width) {
          const needs = `needs ${width}${inputShape.length > 1 ? ` (${formatShape(inputShape)}, flat)` : ''}`
          throw inputError(['inputs', i], `has ${row.length} numbers`, needs)
        }
      })
      const outputs: number[][] = []
      for (let start = 0; start < inputs.length; start += batchSize) {
        const rows = inputs.slice(start, start + batchSize)
        rows.forEach((row, i) => {
          row.forEach((raw, j) => {
            network.input[i * width + j] = scale(raw, j)
          })
        })
        network.forward(rows.length)
        rows.forEach((_row, i) => {
          outputs.push(Array.from(network.output.subarray(i * outputWidth, (i + 1) * outputWidth)))
        })
      }
      return outputs
    },
  }

  function scale(raw: number, input: number): number {
    const i = scaling.shift.length === 1 ? 0 : input
    return (raw - (scaling.shift[i] ?? 0)) * (scaling.factor[i] ?? 1)
  }
}
