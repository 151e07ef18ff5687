/** How well a text answers what was typed, and which of its letters do. */
export interface Match {
  readonly score: number
  /** Positions in the text, rising. */
  readonly marked: readonly number[]
}

const prefix = 300
const inside = 200
const wholeWord = 20
/** Letters here and there: of so few, they would be found in nearly every title. */
const fewestScattered = 5
const mostScattered = 100
const wordStart = 8
const together = 6
const skipped = 0.2

/**
 * Every word of `query` must occur in `text`: best as the beginning of a word, else inside one, else, where it is at
 * least five letters long, with its letters in order but not side by side: `digts` finds *Digits*.
 *
 * @returns null where a word does not occur
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const lower = text.toLowerCase()
  let score = 0
  const marked = new Set<number>()
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const best = bestRun(word, lower)
    if (!best) return null
    score += best.score
    best.marked.forEach((at) => marked.add(at))
  }
  return { score, marked: [...marked].sort((a, b) => a - b) }
}

/** As it was typed, at the beginning of a word if it can be; else the best of the runs of scattered letters. */
function bestRun(word: string, text: string): Match | null {
  const typed = placesOf(word, text).map((start) => asTyped(word, text, start))
  if (typed.length > 0 || word.length < fewestScattered) return best(typed)
  return best(placesOf(word.charAt(0), text).flatMap((start) => runFrom(word, text, start) ?? []))
}

function placesOf(part: string, text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => at).filter((at) => text.startsWith(part, at))
}

function best(matches: readonly Match[]): Match | null {
  return matches.reduce<Match | null>((most, one) => (most && most.score >= one.score ? most : one), null)
}

function asTyped(word: string, text: string, start: number): Match {
  const end = start + word.length
  const isPrefix = beginsWord(text, start)
  const isWhole = isPrefix && !/[\p{L}\p{N}]/u.test(text.charAt(end))
  return {
    score: (isPrefix ? prefix : inside) + (isWhole ? wholeWord : 0) - skipped * Math.min(start, 50),
    marked: Array.from({ length: word.length }, (_, i) => start + i),
  }
}

const beginsWord = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))

function runFrom(word: string, text: string, start: number): Match | null {
  const marked: number[] = []
  let [score, at] = [0, start]
  for (const letter of word) {
    const found = text.indexOf(letter, at)
    if (found < 0) return null
    if (beginsWord(text, found)) score += wordStart
    else if (marked.at(-1) === found - 1) score += together
    score -= skipped * (found - at)
    marked.push(found)
    at = found + 1
  }
  return { score: Math.min(mostScattered, score - skipped * Math.min(start, 10)), marked }
}
