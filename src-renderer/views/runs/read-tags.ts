/** As long and as many as the lab takes. */
const longest = 40
const most = 20

/** `baseline, slow rate`: tags between commas, each once. */
export function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, longest).trim())
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, most)
}
