import type { Rng } from '../rng.ts'

/** Draws class indexes, frequent ones more often. */
export interface Noise {
  draw(rng: Rng): number
}

/**
 * The distribution negative samples come from: `P(w) ∝ count(w)^power` (Mikolov et al., 2013: power ¾).
 *
 * @throws if no class has been counted
 */
export function createNoise(counts: readonly number[] | Uint32Array, power: number): Noise {
  const cumulative = new Float64Array(counts.length)
  let total = 0
  counts.forEach((count, i) => {
    total += count > 0 ? count ** power : 0
    cumulative[i] = total
  })
  if (total === 0) throw new Error('no class has been counted')
  return {
    draw(rng) {
      const wanted = rng.uniform() * total
      let low = 0
      let high = cumulative.length - 1
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((cumulative[middle] as number) > wanted) high = middle
        else low = middle + 1
      }
      return low
    },
  }
}
