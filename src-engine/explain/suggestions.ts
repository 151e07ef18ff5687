import type { InitializerSpec } from '../initializers/index.ts'
import type { LayerSpec } from '../layers/index.ts'
import type { Experiment } from '../spec.ts'
import type { AlarmKind } from './alarms/alarm.ts'

/** A setting that may silence an alarm, and the experiment with it. */
export type Suggestion =
  | { readonly kind: 'rate'; readonly rate: number; readonly experiment: Experiment }
  | { readonly kind: 'relu'; readonly experiment: Experiment }
  | { readonly kind: 'init'; readonly initializer: InitializerSpec['type']; readonly experiment: Experiment }

/** What the learning rate is multiplied by: far less where steps lead astray, somewhat more where they lead nowhere. */
const rateFactors: Partial<Record<AlarmKind, number>> = {
  divergence: 0.1,
  exploding_gradient: 0.1,
  dead_relu: 0.1,
  saturation: 0.1,
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
  return [...changedStart(kind, experiment), ...changedRate(kind, experiment), ...withRelu(kind, experiment)]
}

/** What stands in for sigmoid and tanh where their flat ends keep a network from learning. */
function withRelu(kind: AlarmKind, experiment: Experiment): Suggestion[] {
  if (kind !== 'saturation' && kind !== 'vanishing_gradient') return []
  const { layers } = experiment.network
  const isFlat = (at: number): boolean =>
    at < layers.length - 1 && (layers[at]?.type === 'sigmoid' || layers[at]?.type === 'tanh')
  if (!layers.some((_, i) => isFlat(i))) return []
  const changed = layers.map((layer, i): LayerSpec => {
    if (isFlat(i)) return { type: 'relu' }
    return isFlat(i + 1) && 'weightInit' in layer ? { ...layer, weightInit: { type: 'he_normal' } } : layer
  })
  return [{ kind: 'relu', experiment: { ...experiment, network: { layers: changed } } }]
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
    const fitting = fittingStarts(layers[i + 1])
    return fitting.has(layer.weightInit.type) ? layer : { ...layer, weightInit: { type: usualOf(fitting) } }
  })
  const first = changed.find((layer, i) => layer !== layers[i])
  if (!first || !('weightInit' in first)) return []
  const { type: initializer } = first.weightInit
  return [{ kind: 'init', initializer, experiment: { ...experiment, network: { layers: changed } } }]
}

type Start = InitializerSpec['type']

const he: ReadonlySet<Start> = new Set<Start>(['he_normal', 'he_uniform'])
const glorot: ReadonlySet<Start> = new Set<Start>(['glorot_uniform', 'glorot_normal', 'lecun_normal'])

/** He for ReLU, which lets half of the signal through; Glorot for everything else. */
function fittingStarts(next: LayerSpec | undefined): ReadonlySet<Start> {
  return next?.type === 'relu' || next?.type === 'leaky_relu' ? he : glorot
}

function usualOf(starts: ReadonlySet<Start>): 'he_normal' | 'glorot_uniform' {
  return starts === he ? 'he_normal' : 'glorot_uniform'
}
