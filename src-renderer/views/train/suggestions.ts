import type { AlarmKind } from '../../../src-engine/explain/alarms/alarm.ts'
import type { InitializerSpec } from '../../../src-engine/initializers/index.ts'
import type { LayerSpec } from '../../../src-engine/layers/index.ts'
import type { Experiment } from '../../../src-engine/spec.ts'

/** A setting that may silence an alarm, and the experiment with it. */
export type Suggestion =
  | { readonly kind: 'rate'; readonly rate: number; readonly experiment: Experiment }
  | { readonly kind: 'init'; readonly initializer: InitializerSpec['type']; readonly experiment: Experiment }

/** What the learning rate is multiplied by: far less where steps lead astray, somewhat more where they lead nowhere. */
const rateFactors: Partial<Record<AlarmKind, number>> = {
  divergence: 0.1,
  exploding_gradient: 0.1,
  dead_relu: 0.1,
  plateau: 3,
}

const startsBadly = new Set<AlarmKind>([
  'symmetry',
  'saturation',
  'dead_relu',
  'vanishing_gradient',
  'exploding_gradient',
])

/** Those remedies of an alarm that are a setting, and that this experiment does not have already. */
export function suggestionsFor(kind: AlarmKind, experiment: Experiment): Suggestion[] {
  return [...changedStart(kind, experiment), ...changedRate(kind, experiment)]
}

function changedRate(kind: AlarmKind, experiment: Experiment): Suggestion[] {
  const { optimizer } = experiment
  const factor = rateFactors[kind]
  if (factor === undefined || optimizer.learningRate === 0) return []
  const rate = Number((optimizer.learningRate * factor).toPrecision(6))
  return [{ kind: 'rate', rate, experiment: { ...experiment, optimizer: { ...optimizer, learningRate: rate } } }]
}

function changedStart(kind: AlarmKind, experiment: Experiment): Suggestion[] {
  if (!startsBadly.has(kind)) return []
  const { layers } = experiment.network
  const changed = layers.map((layer, i): LayerSpec => {
    if (layer.type !== 'dense' && layer.type !== 'conv2d') return layer
    const wanted = fitting(layers[i + 1])
    return layer.weightInit.type === wanted ? layer : { ...layer, weightInit: { type: wanted } }
  })
  const first = changed.find((layer, i) => layer !== layers[i])
  if (!first || !('weightInit' in first)) return []
  const { type: initializer } = first.weightInit
  return [{ kind: 'init', initializer, experiment: { ...experiment, network: { layers: changed } } }]
}

/** He for ReLU, which lets half of the signal through; Glorot for everything else. */
function fitting(next: LayerSpec | undefined): 'he_normal' | 'glorot_uniform' {
  return next?.type === 'relu' || next?.type === 'leaky_relu' ? 'he_normal' : 'glorot_uniform'
}
