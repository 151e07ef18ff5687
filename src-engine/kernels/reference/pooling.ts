import type { Kernels } from '../kernels.ts'
import { at } from './at.ts'

/** Maxima and means under a moving window. */
export const poolingKernels: Pick<
  Kernels,
  'maxPoolForward' | 'maxPoolBackward' | 'avgPoolForward' | 'avgPoolBackward'
> = {
  maxPoolForward(planes, rows, columns, input, output, winners) {
    let out = 0
    for (let plane = 0; plane < planes; plane++) {
      const image = plane * rows.cells * columns.cells
      for (let y = 0; y < rows.positions; y++) {
        for (let x = 0; x < columns.positions; x++, out++) {
          const corner = y * rows.stride * columns.cells + x * columns.stride
          let winner = corner
          let largest = at(input, image + corner)
          for (let i = 0; i < rows.size; i++) {
            for (let cell = corner + i * columns.cells, j = 0; j < columns.size; j++, cell++) {
              const value = at(input, image + cell)
              // A comparison with NaN is false, which would hide that something upstream broke.
              if (value > largest || Number.isNaN(value)) {
                largest = value
                winner = cell
              }
            }
          }
          output[out] = largest
          winners[out] = winner
        }
      }
    }
  },

  maxPoolBackward(planes, rows, columns, winners, dOutput, dInput) {
    const positions = rows.positions * columns.positions
    const cells = rows.cells * columns.cells
    dInput.fill(0, 0, planes * cells)
    for (let plane = 0; plane < planes; plane++) {
      for (let out = plane * positions; out < (plane + 1) * positions; out++) {
        const cell = plane * cells + at(winners, out)
        dInput[cell] = at(dInput, cell) + at(dOutput, out)
      }
    }
  },

  avgPoolForward(planes, rows, columns, input, output) {
    const area = rows.size * columns.size
    let out = 0
    for (let plane = 0; plane < planes; plane++) {
      const image = plane * rows.cells * columns.cells
      for (let y = 0; y < rows.positions; y++) {
        for (let x = 0; x < columns.positions; x++, out++) {
          const corner = image + y * rows.stride * columns.cells + x * columns.stride
          let sum = 0
          for (let i = 0; i < rows.size; i++) {
            const row = corner + i * columns.cells
            for (let j = 0; j < columns.size; j++) sum += at(input, row + j)
          }
          output[out] = sum / area
        }
      }
    }
  },

  avgPoolBackward(planes, rows, columns, dOutput, dInput) {
    const area = rows.size * columns.size
    dInput.fill(0, 0, planes * rows.cells * columns.cells)
    let out = 0
    for (let plane = 0; plane < planes; plane++) {
      const image = plane * rows.cells * columns.cells
      for (let y = 0; y < rows.positions; y++) {
        for (let x = 0; x < columns.positions; x++, out++) {
          const corner = image + y * rows.stride * columns.cells + x * columns.stride
          const share = at(dOutput, out) / area
          for (let i = 0; i < rows.size; i++) {
            const row = corner + i * columns.cells
            for (let j = 0; j < columns.size; j++) dInput[row + j] = at(dInput, row + j) + share
          }
        }
      }
    }
  },
}
