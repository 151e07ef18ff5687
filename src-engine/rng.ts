/**
 * Random numbers, always passed as an argument so that a seed decides everything.
 *
 * Generator: xoshiro128** 1.1 (Blackman and Vigna, 2018), 128 bits of state, period 2¹²⁸ − 1. The state is filled
 * from the seed and a list of names by a 32-bit mixing hash, so that independent streams ("weights of layer 2",
 * "shuffle of epoch 7") come from one seed without sharing state: a stream is found again from its names alone.
 */
export interface Rng {
  /** A whole number in [0, 2³²). */
  readonly uint32: () => number
  /** A number in [0, 1) with 53 random bits. */
  readonly uniform: () => number
  /** A number from N(0, 1). */
  readonly normal: () => number
  /** A whole number in [0, bound), without modulo bias. */
  readonly below: (bound: number) => number
}

/**
 * The stream of random numbers named by `seed` and `names`.
 *
 * Two calls with equal arguments give equal streams; any difference gives an unrelated one.
 */
export function createRng(seed: number, ...names: readonly (string | number)[]): Rng {
  let [a, b, c, d] = initialState(seed, names)

  function uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotateLeft(d, 11)
    return result
  }

  function uniform(): number {
    const high = uint32() >>> 5
    const low = uint32() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** Marsaglia's polar method; the second number of each pair is not kept, so the state stays four words. */
  function normal(): number {
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
    }
  }

  function below(bound: number): number {
    for (;;) {
      const value = uint32()
      // Nearly every number is below the last whole multiple of `bound`, and mostly that can be told without a division.
      if (value <= 4294967296 - bound || value < 4294967296 - (4294967296 % bound)) return value % bound
    }
  }

  return { uint32, uniform, normal, below }
}

/** Puts `values` into a random order in place (Fisher–Yates), every order equally likely. */
export function shuffle(values: Uint32Array, rng: Rng): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = rng.below(i + 1)
    const kept = values[i] as number
    values[i] = values[j] as number
    values[j] = kept
  }
}

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k))
}

function initialState(seed: number, names: readonly (string | number)[]): [number, number, number, number] {
  let hash = mix(seed | 0, Math.floor(seed / 4294967296) | 0)
  for (const name of names) {
    if (typeof name === 'number') hash = mix(mix(hash, 1), name | 0)
    else for (let i = 0; i < name.length; i++) hash = mix(hash, name.charCodeAt(i) + 2)
    hash = mix(hash, 0)
  }
  const state: [number, number, number, number] = [mix(hash, 1), mix(hash, 2), mix(hash, 3), mix(hash, 4)]
  return state.every((word) => word === 0) ? [1, 2, 3, 4] : state
}

/** MurmurHash3's 32-bit finaliser over a running hash and one more word. */
function mix(hash: number, word: number): number {
  let h = Math.imul(hash ^ Math.imul(word, 0xcc9e2d51), 0x1b873593) + 0x9e3779b9
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
