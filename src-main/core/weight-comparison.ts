import { decodeCheckpoint, type Tensor } from '../../src-engine/checkpoint.ts'
import { cosineOf, differenceOf, histogramOf, normOf, rangeOf } from '../../src-engine/explain/weight-statistics.ts'
import type { RunSummary, TensorComparison, TensorInRun, WeightComparison } from '../protocol.ts'
import type { Store } from '../store/store.ts'

/** As many as a small picture can show. */
const bins = 40

/** The last weights of runs, tensor by tensor: how they are spread, and how far each run's are from the reference's. */
export function compareWeights(store: Store, runs: readonly RunSummary[], reference: RunSummary): WeightComparison {
  const ids = new Set([...runs, reference].map(({ id }) => id))
  const tensorsOf = new Map([...ids].map((id) => [id, lastTensors(store, id)]))
  const names = new Set([...tensorsOf.values()].flatMap((tensors) => [...(tensors?.keys() ?? [])]))
  return {
    withoutWeights: runs.flatMap(({ id }) => (tensorsOf.get(id) ? [] : [id])),
    tensors: [...names].sort(byLayer).map((name) =>
      compareTensors(
        name,
        runs.map(({ id }) => tensorsOf.get(id)?.get(name) ?? null),
        tensorsOf.get(reference.id)?.get(name) ?? null,
      ),
    ),
  }
}

function lastTensors(store: Store, runId: string): Map<string, Tensor> | null {
  const stored = store.checkpoints.read(runId, 'last') ?? store.checkpoints.read(runId, 'initial')
  return stored && new Map(decodeCheckpoint(stored.bytes).parameters.map((tensor) => [tensor.name, tensor]))
}

/** @param tensors one per run, null where it has none of that name */
function compareTensors(name: string, tensors: readonly (Tensor | null)[], reference: Tensor | null): TensorComparison {
  const differences = tensors.map((tensor) =>
    tensor && reference && tensor !== reference && sameShape(tensor, reference)
      ? differenceOf(tensor.values, reference.values)
      : null,
  )
  const range = widest(tensors.map((tensor) => tensor && rangeOf(tensor.values)))
  const [lowest, highest] = widest(differences.map((difference) => difference && rangeOf(difference)))
  const reach = Math.max(-lowest, highest)

  const inRun = (tensor: Tensor, difference: Float64Array | null): TensorInRun => ({
    shape: tensor.shape,
    norm: normOf(tensor.values),
    counts: histogramOf(tensor.values, ...range, bins),
    difference: difference &&
      reference && {
        norm: normOf(difference),
        cosine: cosineOf(tensor.values, reference.values),
        counts: histogramOf(difference, -reach, reach, bins),
      },
  })
  return { name, range, reach, runs: tensors.map((tensor, i) => tensor && inRun(tensor, differences[i] ?? null)) }
}

function widest(ranges: readonly (readonly [number, number] | null)[]): [number, number] {
  const present = ranges.filter((range) => range !== null)
  if (present.length === 0) return [0, 0]
  return [Math.min(...present.map(([minimum]) => minimum)), Math.max(...present.map(([, maximum]) => maximum))]
}

function sameShape(a: Tensor, b: Tensor): boolean {
  return a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i])
}

/** `layers.2.bias` before `layers.10.weight`; a layer's weight before its bias. */
function byLayer(a: string, b: string): number {
  const layer = (name: string): number => Number(name.split('.')[1])
  return layer(a) - layer(b) || b.localeCompare(a)
}
