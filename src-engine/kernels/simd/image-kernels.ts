import type { ImageKernels } from '../image-kernels.ts'
import { dOutputOf, inputOf, kindOf, outputOf, slopeOf } from './activation-numbers.ts'
import type { AddressOf, Assembly } from './assembly-interface.ts'
import type { KernelMemory } from './memory.ts'

/**
 * Padding, convolutions and pooling.
 *
 * @param allocate room that is kept for gradients of groups of samples
 */
export function imageKernels(assembly: Assembly, at: AddressOf, allocate: KernelMemory['allocate']): ImageKernels {
  let sums = { address: 0, bytes: 0 }

  function roomForSums(bytes: number): number {
    if (bytes > sums.bytes) sums = { address: allocate(bytes).byteOffset, bytes }
    return sums.address
  }

  return {
    padForward(planes, rows, columns, replicate, input, output) {
      assembly.padForward(
        planes,
        rows.cells,
        rows.before,
        rows.after,
        columns.cells,
        columns.before,
        columns.after,
        Number(replicate),
        at(input),
        at(output),
      )
    },

    padBackward(planes, rows, columns, replicate, dOutput, dInput) {
      assembly.padBackward(
        planes,
        rows.cells,
        rows.before,
        rows.after,
        columns.cells,
        columns.before,
        columns.after,
        Number(replicate),
        at(dOutput),
        at(dInput),
      )
    },

    convForward(n, { channels, filters, rows, columns }, input, weight, bias, output, activation) {
      assembly.convForward(
        n,
        channels,
        filters,
        rows.cells,
        columns.cells,
        rows.size,
        columns.size,
        rows.stride,
        columns.stride,
        at(input),
        at(weight),
        bias ? at(bias) : 0,
        at(output),
        kindOf(activation),
        slopeOf(activation),
        outputOf(activation, at),
      )
    },

    convBackward(n, { channels, filters, rows, columns }, input, weight, dOutput, dInput, dWeight, dBias, activation) {
      const bytes = assembly.convSumsBytes(n, filters, filters * channels * rows.size * columns.size)
      assembly.convBackward(
        n,
        channels,
        filters,
        rows.cells,
        columns.cells,
        rows.size,
        columns.size,
        rows.stride,
        columns.stride,
        at(input),
        at(weight),
        at(dOutput),
        dInput ? at(dInput) : 0,
        at(dWeight),
        dBias ? at(dBias) : 0,
        roomForSums(bytes),
        kindOf(activation),
        slopeOf(activation),
        inputOf(activation, at),
        outputOf(activation, at),
        dOutputOf(activation, at),
      )
    },

    maxPoolForward(planes, rows, columns, input, output, winners) {
      assembly.maxPoolForward(
        planes,
        rows.cells,
        columns.cells,
        rows.size,
        columns.size,
        rows.stride,
        columns.stride,
        at(input),
        at(output),
        at(winners),
      )
    },

    maxPoolBackward(planes, rows, columns, winners, dOutput, dInput) {
      const cells = rows.cells * columns.cells
      const positions = rows.positions * columns.positions
      assembly.maxPoolBackward(planes, cells, positions, at(winners), at(dOutput), at(dInput))
    },

    avgPoolForward(planes, rows, columns, input, output) {
      assembly.avgPoolForward(
        planes,
        rows.cells,
        columns.cells,
        rows.size,
        columns.size,
        rows.stride,
        columns.stride,
        at(input),
        at(output),
      )
    },

    avgPoolBackward(planes, rows, columns, dOutput, dInput) {
      assembly.avgPoolBackward(
        planes,
        rows.cells,
        columns.cells,
        rows.size,
        columns.size,
        rows.stride,
        columns.stride,
        at(dOutput),
        at(dInput),
      )
    },
  }
}
