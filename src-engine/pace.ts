/** Steps per second that training can be held to, so that it can be watched; the slowest first. */
export const paces = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const

/** Longer than this nobody wants to be kept waiting, in seconds. */
const longestWatch = 20

/** The slowest pace at which so many steps are over before long; null where that takes full speed. */
export function watchablePace(steps: number): number | null {
  return paces.find((pace) => steps / pace <= longestWatch) ?? null
}
