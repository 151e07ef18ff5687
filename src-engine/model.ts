import type { Tensor } from './checkpoint.ts'
import type { Scaling } from './datasets/scaling.ts'
import { requireRow } from './inputs/require-row.ts'
import type { Kernels } from './kernels/kernels.ts'
import type { Signal } from './layers/layer.ts'
import { buildNetwork } from './network.ts'
import { fillTensors } from './network-state.ts'
import { sizeOf, type Shape } from './shape.ts'
import type { Experiment } from './spec.ts'

/** A trained network, ready to answer. */
export interface Model {
  /** Outputs for rows of raw inputs in the dataset's own units; both flat, row-major. Throws InputError on a wrong row. */
  predict(inputs: readonly (readonly number[])[]): number[][]
  /** What every layer puts out for one such row, in the order of the stack. Throws as `predict` does. */
  explain(input: readonly number[]): LayerOutput[]
}

export interface LayerOutput {
  readonly shape: Shape
  /** Flat, row-major. */
  readonly values: readonly number[]
}

export interface ModelOptions {
  readonly experiment: Pick<Experiment, 'network' | 'training'>
  /** What the network takes: a shape, and the size of the vocabulary where it takes words. */
  readonly input: Signal
  readonly scaling: Scaling
  readonly parameters: readonly Tensor[]
  readonly kernels: Kernels
}

const batchSize = 64
const answering = { training: false, step: 0 }

/** @throws InputError if the parameters do not fit the experiment */
export function createModel({ experiment, input, scaling, parameters, kernels }: ModelOptions): Model {
  const { layers } = experiment.network
  const { precision } = experiment.training
  const network = buildNetwork({ layers, input, seed: 0, maxBatch: batchSize, precision, kernels, slotCount: 0 })
  fillTensors(network, network.block.value, parameters)
  const width = sizeOf(input.shape)
  const outputWidth = sizeOf(network.outputShape)

  return {
    predict(inputs) {
      inputs.forEach((row, i) => {
        requireRow(row, i, input)
      })
      const outputs: number[][] = []
      for (let start = 0; start < inputs.length; start += batchSize) {
        const rows = inputs.slice(start, start + batchSize)
        rows.forEach(place)
        network.forward(rows.length, answering)
        rows.forEach((_row, i) => {
          outputs.push(Array.from(network.output.subarray(i * outputWidth, (i + 1) * outputWidth)))
        })
      }
      return outputs
    },
    explain(row) {
      requireRow(row, 0, input)
      place(row, 0)
      return network.layers.map(({ index, outputShape, buffers }) => {
        // One at a time: two layers run as one need not leave what is between them.
        network.forward(1, answering, index + 1, index)
        return { shape: outputShape, values: Array.from(buffers.output.subarray(0, sizeOf(outputShape))) }
      })
    },
  }

  function place(row: readonly number[], i: number): void {
    row.forEach((raw, j) => {
      network.input[i * width + j] = scale(raw, j)
    })
  }

  function scale(raw: number, at: number): number {
    const i = scaling.shift.length === 1 ? 0 : at
    return (raw - (scaling.shift[i] ?? 0)) * (scaling.factor[i] ?? 1)
  }
}
