import type { FloatArray } from '../../float-array.ts'
import type { Kernels } from '../kernels.ts'
import { activateBackward, activateForward } from './activations.ts'
import { at } from './at.ts'

/**
 * Convolutions, one weight at a time: each is swept over its whole plane, so that the innermost loop runs along rows.
 */
export const convolutionKernels: Pick<Kernels, 'padForward' | 'padBackward' | 'convForward' | 'convBackward'> = {
  padForward(planes, rows, columns, replicate, input, output) {
    let out = 0
    for (let plane = 0; plane < planes; plane++) {
      for (let y = -rows.before; y < rows.cells + rows.after; y++) {
        const nearestY = clamp(y, rows.cells)
        const row = (plane * rows.cells + nearestY) * columns.cells
        for (let x = -columns.before; x < columns.cells + columns.after; x++, out++) {
          const nearestX = clamp(x, columns.cells)
          const inside = x === nearestX && y === nearestY
          output[out] = inside || replicate ? at(input, row + nearestX) : 0
        }
      }
    }
  },

  padBackward(planes, rows, columns, replicate, dOutput, dInput) {
    dInput.fill(0, 0, planes * rows.cells * columns.cells)
    let out = 0
    for (let plane = 0; plane < planes; plane++) {
      for (let y = -rows.before; y < rows.cells + rows.after; y++) {
        const nearestY = clamp(y, rows.cells)
        const row = (plane * rows.cells + nearestY) * columns.cells
        for (let x = -columns.before; x < columns.cells + columns.after; x++, out++) {
          const nearestX = clamp(x, columns.cells)
          const inside = x === nearestX && y === nearestY
          if (inside || replicate) dInput[row + nearestX] = at(dInput, row + nearestX) + at(dOutput, out)
        }
      }
    }
  },

  convForward(n, { channels, filters, rows, columns }, input, weight, bias, output, activation) {
    const cells = rows.cells * columns.cells
    const taps = rows.size * columns.size
    const width = columns.positions
    const positions = rows.positions * width
    const down = rows.stride * columns.cells
    const right = columns.stride
    for (let sample = 0; sample < n; sample++) {
      for (let filter = 0; filter < filters; filter++) {
        const out = (sample * filters + filter) * positions
        output.fill(bias === null ? 0 : at(bias, filter), out, out + positions)
        for (let channel = 0; channel < channels; channel++) {
          const image = (sample * channels + channel) * cells
          const kernel = (filter * channels + channel) * taps
          for (let tap = 0; tap < taps; tap++) {
            const w = at(weight, kernel + tap)
            let row = image + Math.floor(tap / columns.size) * columns.cells + (tap % columns.size)
            for (let z = out; z < out + positions; z += width, row += down) {
              for (let x = 0; x < width; x++) output[z + x] = at(output, z + x) + w * at(input, row + x * right)
            }
          }
        }
      }
    }
    if (activation) activateForward(n * filters * positions, activation)
  },

  convBackward(n, { channels, filters, rows, columns }, input, weight, dOutput, dInput, dWeight, dBias, activation) {
    if (activation) activateBackward(n * filters * rows.positions * columns.positions, activation, dOutput)
    const cells = rows.cells * columns.cells
    const taps = rows.size * columns.size
    const width = columns.positions
    const positions = rows.positions * width
    const down = rows.stride * columns.cells
    const right = columns.stride
    dWeight.fill(0, 0, filters * channels * taps)
    dBias?.fill(0, 0, filters)
    dInput?.fill(0, 0, n * channels * cells)
    for (let sample = 0; sample < n; sample++) {
      for (let filter = 0; filter < filters; filter++) {
        const out = (sample * filters + filter) * positions
        if (dBias) dBias[filter] = at(dBias, filter) + sumOf(dOutput, out, positions)
        for (let channel = 0; channel < channels; channel++) {
          const image = (sample * channels + channel) * cells
          const kernel = (filter * channels + channel) * taps
          for (let tap = 0; tap < taps; tap++) {
            const w = at(weight, kernel + tap)
            let sum = 0
            let row = image + Math.floor(tap / columns.size) * columns.cells + (tap % columns.size)
            for (let z = out; z < out + positions; z += width, row += down) {
              if (dInput === null) {
                for (let x = 0; x < width; x++) sum += at(dOutput, z + x) * at(input, row + x * right)
                continue
              }
              for (let x = 0; x < width; x++) {
                const dz = at(dOutput, z + x)
                const cell = row + x * right
                sum += dz * at(input, cell)
                dInput[cell] = at(dInput, cell) + dz * w
              }
            }
            dWeight[kernel + tap] = at(dWeight, kernel + tap) + sum
          }
        }
      }
    }
  },
}

function sumOf(values: FloatArray, start: number, count: number): number {
  let sum = 0
  for (let i = start; i < start + count; i++) sum += at(values, i)
  return sum
}

/** The nearest index of `cells` cells. */
function clamp(i: number, cells: number): number {
  return Math.min(Math.max(i, 0), cells - 1)
}
