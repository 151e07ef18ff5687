export interface RunLook {
  /** The colour's custom property: `--run-3`. */
  readonly token: string
  /** Lengths of dashes and gaps in pixels; empty for a solid line. */
  readonly dash: readonly number[]
}

const colours = 10

/** No two neighbours alike, and all unlike at a glance. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]]

/**
 * How a run is drawn everywhere, from its number alone, so that it never changes. Runs ten apart share a colour and
 * differ by their dashes; runs of the same colour and dashes are forty apart.
 */
export function runLook(number: number): RunLook {
  const index = Math.max(0, number - 1)
  const dash = dashes[(index + Math.floor(index / colours)) % dashes.length] ?? []
  return { token: `--run-${(index % colours) + 1}`, dash }
}
