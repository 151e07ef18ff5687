import { createRng, shuffle } from '../../../src-engine/rng.ts'

/** The samples of each batch, the last one smaller where they do not come out even. */
export function batchesOf(order: Uint32Array, batch: number): Uint32Array[] {
  const count = Math.ceil(order.length / batch)
  return Array.from({ length: count }, (_, i) => order.subarray(i * batch, (i + 1) * batch))
}

/** Batches without end, in a fresh order for every epoch. */
export function* shuffledBatches(samples: number, batch: number): Generator<Uint32Array, never> {
  const rng = createRng(1, 'batches')
  const order = Uint32Array.from({ length: samples }, (_, i) => i)
  for (;;) {
    shuffle(order, rng)
    yield* batchesOf(order, batch)
  }
}
