import { bytesPerElement, viewOf, type FloatArray, type Precision } from './float-array.ts'
import type { Kernels } from './kernels/kernels.ts'

const alignment = 64

/**
 * Behind each large run of parameters nothing lies for a while: processors fetch ahead in strides, beyond the end of a
 * matrix too, and would keep taking what another thread is at work on. Memory that is never touched costs nothing.
 */
const gap = 2 ** 20
const largeRun = 2 ** 16

/** A run of numbers inside the arena, known before the arena exists. */
export interface Reservation {
  readonly byteOffset: number
  readonly length: number
}

/** Adds up everything a network needs, so that it is allocated once. */
export interface ArenaPlan {
  reserve(length: number): Reservation
  /** Several runs one after another, and the one run that holds them all with the zeros between them. */
  reserveRun(lengths: readonly number[]): { readonly whole: Reservation; readonly parts: readonly Reservation[] }
  /** One allocation; every view ever taken lies inside it. */
  allocate(kernels: Kernels): Arena
}

export interface Arena {
  readonly byteLength: number
  view(reservation: Reservation): FloatArray
}

/** Plans one zeroed allocation for all numbers of a network, each run starting on a cache line. */
export function planArena(precision: Precision): ArenaPlan {
  const elementBytes = bytesPerElement[precision]
  let end = 0

  function reserve(length: number): Reservation {
    const byteOffset = end
    end += Math.ceil((length * elementBytes) / alignment) * alignment
    return { byteOffset, length }
  }

  return {
    reserve,
    reserveRun(lengths) {
      const byteOffset = end
      const parts = lengths.map(reserve)
      const whole = { byteOffset, length: (end - byteOffset) / elementBytes }
      if (end - byteOffset >= largeRun) end += gap
      return { whole, parts }
    },
    allocate(kernels) {
      const { buffer, byteOffset } = kernels.allocate(end)
      return {
        byteLength: end,
        view: (reservation) => viewOf(precision, buffer, byteOffset + reservation.byteOffset, reservation.length),
      }
    },
  }
}
