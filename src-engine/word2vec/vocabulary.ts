/** Words with their counts, most frequent first, words of one count in the order they first appear. */
export interface Vocabulary {
  readonly words: readonly string[]
  readonly counts: readonly number[]
  /** Index of a word, or −1. */
  readonly indexOf: (word: string) => number
}

/** Letters and digits of any script, with hyphens and apostrophes inside a word. */
const wordPattern = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu

/** Where a sentence ends: contexts do not reach over it. */
const sentenceEnd = /[.!?…\n\r]+/u

/** The sentences of a text as lists of words; empty ones are left out. */
export function sentencesOf(text: string, lowercase: boolean): string[][] {
  return (lowercase ? text.toLowerCase() : text)
    .split(sentenceEnd)
    .map((sentence) => sentence.match(wordPattern) ?? [])
    .filter((words) => words.length > 0)
}

/** Every word that occurs at least `minCount` times. */
export function buildVocabulary(sentences: readonly (readonly string[])[], minCount: number): Vocabulary {
  const counts = new Map<string, number>()
  for (const sentence of sentences) for (const word of sentence) counts.set(word, (counts.get(word) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= minCount).sort(([, a], [, b]) => b - a)
  const indexes = new Map(kept.map(([word], index) => [word, index]))
  return {
    words: kept.map(([word]) => word),
    counts: kept.map(([, count]) => count),
    indexOf: (word) => indexes.get(word) ?? -1,
  }
}
