/** As long and as many as the lab takes. */
export const longestTag = 40
export const mostTags = 20
export const longestNote = 4000

/** `baseline, slow rate`: tags between commas, each once. Nothing is cut: {@link tagProblem} says what is too much. */
export function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim())
  return [...new Set(tags.filter((tag) => tag !== ''))]
}

/** What the lab would refuse of a run's tags. */
export type TagProblem =
  | { readonly kind: 'tagTooLong'; readonly tag: string; readonly length: number }
  | { readonly kind: 'tooManyTags'; readonly count: number }

export function tagProblem(tags: readonly string[]): TagProblem | null {
  const tag = tags.find(({ length }) => length > longestTag)
  if (tag !== undefined) return { kind: 'tagTooLong', tag, length: tag.length }
  return tags.length > mostTags ? { kind: 'tooManyTags', count: tags.length } : null
}
