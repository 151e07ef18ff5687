import { createSimdKernels } from '../../../../src-engine/kernels/simd.ts'
import type { Kernels } from '../../../../src-engine/kernels/kernels.ts'
import { createRng, type Rng } from '../../../../src-engine/rng.ts'
import { simdModules } from '../../support/simd.ts'

/** The rounding error of float32. */
export const unit = 2 ** -24

/** The fast kernels this machine can run, by name; each call makes new ones, with a memory of their own. */
export const fastKernels = simdModules.map((module) => {
  const create = () => createSimdKernels(module)
  return [create().name, create] as const
})

/** Memory for comparing fast kernels with the reference, used again and again. */
export interface Bench {
  readonly kernels: Kernels
  readonly rng: Rng
  /** Random numbers in (−1, 1). */
  readonly random: (name: string, count: number) => Float32Array
  /** These numbers. */
  readonly of: (name: string, values: ArrayLike<number>) => Float32Array
  /** Room for `count` numbers, in which and behind which something else stands. */
  readonly output: (name: string, count: number) => Float32Array
}

const something = 12_345
const behind = 8

export function createBench(kernels: Kernels): Bench {
  const rng = createRng(1, 'kernels')
  const rooms = new Map<string, Float32Array>()

  function room(name: string, count: number): Float32Array {
    let whole = rooms.get(name)
    if (!whole || whole.length < count) {
      whole = kernels.place(new Float32Array(2 * count))
      rooms.set(name, whole)
    }
    return whole.subarray(0, count)
  }

  return {
    kernels,
    rng,
    random(name, count) {
      const values = room(name, count)
      for (let i = 0; i < count; i++) values[i] = 2 * rng.uniform() - 1
      return values
    },
    of(name, values) {
      const placed = room(name, values.length)
      placed.set(values)
      return placed
    },
    output: (name, count) => room(name, count + behind).fill(something),
  }
}

/** Numbers as the reference gets them: exactly these, and summed without rounding to float32. */
export const exact = (values: ArrayLike<number>): Float64Array => Float64Array.from(values)

export const magnitudes = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, Math.abs)

/**
 * What is wrong with a fast kernel's output: numbers further from the expected than `tolerance`, where NaN is expected
 * as NaN and infinity as infinity, and numbers changed behind the end.
 */
export function wrongIn(
  found: Float32Array,
  expected: ArrayLike<number>,
  tolerance: number | ArrayLike<number>,
): string[] {
  const wrong: string[] = []
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [found[i] as number, expected[i] as number]
    const allowed = typeof tolerance === 'number' ? tolerance : (tolerance[i] as number)
    const isSame = a === b || (Number.isNaN(a) && Number.isNaN(b))
    const isNear = Number.isFinite(a - b) && Math.abs(a - b) <= allowed
    if (!isSame && !isNear) wrong.push(`${a} at ${i} instead of ${b} ± ${allowed}`)
  }
  for (let i = expected.length; i < expected.length + behind; i++) {
    if (found[i] !== something) wrong.push(`${found[i] ?? 'nothing'} behind the end`)
  }
  return wrong.slice(0, 3)
}

/** Some of the numbers replaced by NaN or infinities. */
export function poison(values: Float32Array, rng: Rng, share = 0.05): Float32Array {
  const poisons = [NaN, Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) if (rng.uniform() < share) values[i] = poisons[rng.below(3)] as number
  return values
}

/** Every combination in which one dimension goes from 1 to 70 and the others are small or full of tails. */
export function shapesOf3(): (readonly [number, number, number])[] {
  const few = [1, 3, 14, 33]
  const shapes: (readonly [number, number, number])[] = []
  for (let size = 1; size <= 70; size++) {
    for (const a of few) for (const b of few) shapes.push([size, a, b], [a, size, b], [a, b, size])
  }
  return shapes
}
