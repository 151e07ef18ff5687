import type { FloatArray } from '../float-array.ts'

export interface Neighbour {
  readonly word: string
  /** Cosine of the angle between the two vectors, from −1 to 1. */
  readonly similarity: number
}

/**
 * The words whose vectors point most nearly the same way: `cos(a, b) = a·b / (‖a‖‖b‖)`, nearest first, without the
 * word itself.
 *
 * @param vectors (V, N): the rows of an embedding's weight
 */
export function nearestWords(
  words: readonly string[],
  vectors: FloatArray,
  index: number,
  count: number,
): readonly Neighbour[] {
  const size = vectors.length / words.length
  const vector = (i: number) => vectors.subarray(i * size, (i + 1) * size)
  const own = vector(index)
  return words
    .map((word, i) => ({ word, similarity: cosine(own, vector(i)), i }))
    .filter(({ i }) => i !== index)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, count)
    .map(({ word, similarity }) => ({ word, similarity }))
}

/** 0 where one of the two has no length, since it points nowhere. */
function cosine(a: FloatArray, b: FloatArray): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number
    const y = b[i] as number
    dot += x * y
    aa += x * x
    bb += y * y
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb)
}
