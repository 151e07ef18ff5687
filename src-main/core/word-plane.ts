import { principalPlane } from '../../src-engine/word2vec/principal-plane.ts'
import type { RunSummary, WordPlane } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { readWordVectors } from './models.ts'
import { shortNumber } from './short-number.ts'

/** More are a cloud that nobody can read, and take longer than a view should wait. */
const mostWords = 1500

/** A run's most frequent words on the plane in which their vectors differ most. Throws InputError where it has none. */
export function wordPlane(store: Store, run: RunSummary, checkpoint: string): WordPlane {
  const { words, vectors } = readWordVectors(store, run, checkpoint)
  const count = Math.min(words.length, mostWords)
  const size = vectors.length / words.length
  const { x, y, explained } = principalPlane(vectors.subarray(0, count * size), count)
  return {
    words: words.slice(0, count),
    x: x.map(shortNumber),
    y: y.map(shortNumber),
    explained,
    total: words.length,
  }
}
