/** Where the tiles of a network's neurons lie, column by column, in pixels. */
export interface NeuronLayout {
  /** The side of a tile. */
  readonly tile: number
  /** The left and top corner of every tile. */
  readonly columns: readonly (readonly { readonly x: number; readonly y: number }[])[]
}

const largestTile = 34
const smallestGap = 4

/** The height that shows the fullest column well. */
export function neuronHeight(sizes: readonly number[]): number {
  return Math.max(...sizes) * (largestTile / 1.4 + smallestGap)
}

/** Columns from edge to edge, each in the middle of the height. */
export function layoutNeurons(sizes: readonly number[], width: number, height: number): NeuronLayout {
  const pitch = Math.min(height / Math.max(...sizes), largestTile + smallestGap)
  const tile = Math.min(pitch - smallestGap, width / sizes.length - 2 * smallestGap)
  const spacing = sizes.length > 1 ? (width - tile) / (sizes.length - 1) : 0
  return {
    tile,
    columns: sizes.map((size, column) => {
      const top = (height - size * pitch) / 2 + (pitch - tile) / 2
      return Array.from({ length: size }, (_, i) => ({ x: column * spacing, y: top + i * pitch }))
    }),
  }
}
