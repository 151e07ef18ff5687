import type { Network, NetworkLayer } from '../network.ts'
import { sizeOf } from '../shape.ts'

/** Tells whether a network works on the same side of every kink as when `settle` was last called. */
export interface Kinks {
  /** Takes the numbers of the last forward pass as those to compare with. */
  settle(): void
  /** Whether a ReLU has switched on or off, or another cell won a max pool, in layer `from` or behind. */
  haveSwitched(from: number): boolean
}

/**
 * Watches the places where a network's cost has a kink, so that its derivative is different on either side: ReLU and
 * leaky ReLU at 0, max pooling where another cell becomes the largest.
 */
export function watchKinks(network: Network, samples: number): Kinks {
  const watched = network.layers.flatMap((layer) => {
    const read = switchesOf(layer)
    return read ? [{ index: layer.index, read, settled: new Float64Array(samples * sizeOf(layer.outputShape)) }] : []
  })
  return {
    settle() {
      for (const { read, settled } of watched) settled.forEach((_, i) => (settled[i] = read(i)))
    },
    haveSwitched(from) {
      return watched.some(({ index, read, settled }) => {
        if (index < from) return false
        for (let i = 0; i < settled.length; i++) if (read(i) !== settled[i]) return true
        return false
      })
    },
  }
}

/** What decides between the sides of a layer's kinks, by element of its output; null where it has none. */
function switchesOf({ spec, buffers }: NetworkLayer): ((i: number) => number) | null {
  switch (spec.type) {
    case 'relu':
    case 'leaky_relu':
      return (i) => ((buffers.input[i] as number) > 0 ? 1 : 0)
    case 'max_pool2d': {
      const { winners } = buffers.workspace
      return (i) => winners?.[i] as number
    }
    default:
      return null
  }
}
