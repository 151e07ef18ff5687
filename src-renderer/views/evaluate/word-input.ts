/** Words as inputs of a network that takes so many. */
export interface WordInput {
  /** Indexes of the vocabulary, −1 for no word. */
  readonly input: readonly number[]
  /** What was typed and is no word of the vocabulary. */
  readonly unknown: readonly string[]
  /** Words beyond what the network takes. */
  readonly left: number
}

/** What was typed, separated by anything that is no letter, digit or apostrophe; small letters do where large are unknown. */
export function wordInput(text: string, vocabulary: readonly string[], width: number): WordInput {
  const typed = text.match(/[\p{L}\p{N}'’-]+/gu) ?? []
  const indexOf = (word: string): number => {
    const exact = vocabulary.indexOf(word)
    return exact >= 0 ? exact : vocabulary.indexOf(word.toLocaleLowerCase())
  }
  const known = typed.map(indexOf).filter((index) => index >= 0)
  const input = Array.from({ length: width }, (_, i) => known[i] ?? -1)
  return {
    input,
    unknown: typed.filter((word) => indexOf(word) < 0),
    left: Math.max(0, known.length - width),
  }
}

/** The words of an input, in order. */
export function wordsOf(input: readonly number[], vocabulary: readonly string[]): string[] {
  return input.flatMap((index) => vocabulary[index] ?? [])
}
