/** How well a text answers what was typed, and which of its letters do. */
export interface Match {
  readonly score: number
  /** Positions in the text, rising. */
  readonly marked: readonly number[]
}

const wordStart = 8
const together = 6
const skipped = 0.2

/**
 * Every word of `query` must occur in `text` with its letters in order, not necessarily side by side: `dgt` finds
 * *Digits*. Beginnings of words and letters side by side count most, letters passed over a little against it.
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

/** The best of the runs that begin at each place of the first letter, each going on greedily. */
function bestRun(word: string, text: string): Match | null {
  let best: Match | null = null
  for (let start = text.indexOf(word.charAt(0)); start >= 0; start = text.indexOf(word.charAt(0), start + 1)) {
    const run = runFrom(word, text, start)
    if (run && (best === null || run.score > best.score)) best = run
  }
  return best
}

function runFrom(word: string, text: string, start: number): Match | null {
  const marked: number[] = []
  let [score, at] = [0, start]
  for (const letter of word) {
    const found = text.indexOf(letter, at)
    if (found < 0) return null
    if (found === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(found - 1))) score += wordStart
    else if (marked.at(-1) === found - 1) score += together
    score -= skipped * (found - at)
    marked.push(found)
    at = found + 1
  }
  return { score: score - skipped * Math.min(start, 10), marked }
}
