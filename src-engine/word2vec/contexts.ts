import type { Rng } from '../rng.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A word in the middle and the words around it, all as indexes of the vocabulary. */
export interface Window {
  readonly centre: number
  readonly context: readonly number[]
}

/**
 * Slides over the sentences: for each word the words at most `reach` places before and after it.
 *
 * Words outside the vocabulary are taken out first, so that contexts close over the gap, as in word2vec's own program.
 * Words with nobody around them give no window.
 */
export function windowsOf(sentences: readonly (readonly number[])[], reach: number): Window[] {
  return sentences.flatMap((sentence) =>
    sentence.flatMap((centre, i) => {
      const context = [...sentence.slice(Math.max(0, i - reach), i), ...sentence.slice(i + 1, i + 1 + reach)]
      return context.length > 0 ? [{ centre, context }] : []
    }),
  )
}

/** The sentences as indexes, without the words the vocabulary does not have. */
export function indexSentences(sentences: readonly (readonly string[])[], vocabulary: Vocabulary): number[][] {
  return sentences.map((sentence) => sentence.map((word) => vocabulary.indexOf(word)).filter((index) => index >= 0))
}

/**
 * Leaves frequent words out at random: a word of frequency f stays with probability `min(1, √(t / f))`
 * (Mikolov et al., 2013, eq. 5), t being `threshold`; 0 leaves everything in.
 */
export function subsample(
  sentences: readonly (readonly number[])[],
  vocabulary: Vocabulary,
  threshold: number,
  rng: Rng,
): (readonly number[])[] {
  if (threshold === 0) return [...sentences]
  const total = vocabulary.counts.reduce((sum, count) => sum + count, 0)
  const keep = vocabulary.counts.map((count) => Math.sqrt((threshold * total) / count))
  return sentences.map((sentence) => sentence.filter((word) => rng.uniform() < (keep[word] ?? 0)))
}
