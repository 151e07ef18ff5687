import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { InitializerSpec } from '../../src-engine/initializers/index.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { Problem } from '../../src-engine/problem.ts'
import type { LossName } from '../../src-engine/registry.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import {
  checkExperiment,
  checkNegativeSampling,
  checkNetwork,
  checkTargets,
  type NetworkReport,
  type SignalSource,
} from '../../src-engine/validate.ts'
import { entryOf, layerCatalog, lossNames } from './catalog.ts'
import { insertLayers, layersOf, setSetting, type Draft } from './draft.ts'
import { isActivation } from './forms/layers.ts'
import type { LayerFixKind } from './layer-fixes.ts'
import type { Pair } from './pair-text.ts'
import { sameData } from './set-at.ts'

/** What a network must fit: the samples themselves where they are at hand, else their shapes and kind. */
export type DataFacts = SignalSource &
  Pick<Dataset, 'targetShape' | 'task'> & {
    /** What the targets reach from and to, where anybody has looked. */
    readonly targetRange?: { readonly minimum: number; readonly maximum: number } | null
  }

type Activation = LayerSpec['type'] | null

/** One way to mend a draft. `kind` names its label (`design.fixes.<kind>`), the rest fills it. */
export interface Fix {
  readonly kind: OutputFixKind | 'initializer' | LayerFixKind
  readonly units?: number
  readonly loss?: LossName
  /** Null: the output is left as the last layer gives it. */
  readonly activation?: Activation
  readonly initializer?: InitializerSpec['type']
  /** The layer that is put in, taken out or passed. */
  readonly layer?: LayerSpec['type']
  /** The setting that gets the value `pair`. */
  readonly key?: string
  readonly pair?: Pair
  readonly draft: Draft
}

type OutputFixKind = 'units' | 'loss' | 'activation' | 'output' | 'addOutput'

/** How many are offered at once: more would be a menu, not an answer. */
const offered = 3

export function checkDraft({ experiment }: Pick<Draft, 'experiment'>, data: DataFacts | Dataset): NetworkReport {
  if ('targets' in data) return checkExperiment(experiment, data)
  const report = checkNetwork(experiment, data)
  const { targetRange } = data
  const ofTargets = targetRange
    ? checkTargets(experiment, (low, high) => targetRange.minimum >= low && targetRange.maximum <= high)
    : []
  return { ...report, problems: [...report.problems, ...checkNegativeSampling(experiment), ...ofTargets] }
}

/** The problems between the last layer and the targets: those that belong to no layer by itself. */
export function outputProblems(report: NetworkReport): readonly Problem[] {
  const ofLayers = new Set(report.layers.flatMap((layer) => layer.problems))
  return report.problems.filter((problem) => !ofLayers.has(problem) && problem.path[0] !== 'training')
}

/**
 * Ways to make the network's end fit the data and the loss, none of which leaves such a problem: those that give the
 * end that is usual for the data before the others, and of each the smallest change first.
 */
export function outputFixes(draft: Draft, data: DataFacts | Dataset): readonly Fix[] {
  const before = checkDraft(draft, data)
  const empty = layersOf(draft).length === 0
  if (!empty && outputProblems(before).length === 0) return []
  const fits = ({ draft: mended }: Fix): boolean => {
    if (layersOf(mended).length === 0) return false
    const after = checkDraft(mended, data)
    return outputProblems(after).length === 0 && after.problems.length < (empty ? 1 : before.problems.length)
  }
  const usual = usualOutput(data)
  const isUsual = ({ draft: { experiment } }: Fix): boolean =>
    experiment.loss === usual.loss && endsWith(experiment.network.layers.at(-1)?.type, usual.activation)
  const fixes = outputCandidates(draft, data)
    .filter(fits)
    .sort((a, b) => Number(isUsual(b)) - Number(isUsual(a)))
  const isNew = (fix: Fix, i: number): boolean =>
    !fixes.slice(0, i).some((other) => other.kind === fix.kind || sameData(other.draft, fix.draft))
  return fixes.filter(isNew).slice(0, offered)
}

/** For a parameter whose initialiser cannot fill it (given values of another shape): the layer's usual initialiser. */
export function initializerFixes(draft: Draft, problem: Problem): readonly Fix[] {
  const [network, list, index, key] = problem.path
  if (network !== 'network' || list !== 'layers' || typeof index !== 'number') return []
  const spec = layersOf(draft)[index]
  const field = spec && entryOf(layerCatalog, spec.type).fields.find((candidate) => candidate.key === key)
  if (field?.variants !== 'initializers') return []
  // The control says that this key holds an initialiser.
  const usual = field.initial as InitializerSpec
  return [
    {
      kind: 'initializer',
      initializer: usual.type,
      draft: setSetting(draft, ['network', 'layers', index, field.key], usual),
    },
  ]
}

/** Whether a network whose last layer is `last` ends with that activation, or, where it is null, with none. */
function endsWith(last: LayerSpec['type'] | undefined, activation: Activation): boolean {
  if (activation !== null) return last === activation
  return last !== undefined && (last === 'identity' || !isActivation(last))
}

/** What usually ends a network for such targets. */
export function usualOutput({ task, targetShape }: DataFacts): { activation: Activation; loss: LossName } {
  if (task === 'regression') return { activation: null, loss: 'mean_squared_error' }
  if (sizeOf(targetShape) === 1) return { activation: 'sigmoid', loss: 'binary_cross_entropy' }
  return { activation: 'softmax', loss: 'categorical_cross_entropy' }
}

function outputCandidates(draft: Draft, data: DataFacts): Fix[] {
  const units = sizeOf(data.targetShape)
  const usual = usualOutput(data)
  const byUnits = withUnits(draft, units)
  const losses = [usual.loss, ...lossNames.filter((name) => name !== usual.loss)]
  const activations: Activation[] = [usual.activation, 'sigmoid', 'softmax']
  const fixes: Fix[] = []
  if (byUnits) fixes.push({ kind: 'units', units, draft: byUnits })
  fixes.push(
    ...losses.map((loss): Fix => ({ kind: 'loss', loss, draft: withLoss(draft, loss) })),
    ...activations.map((activation): Fix => ({
      kind: 'activation',
      activation,
      draft: withActivation(draft, activation),
    })),
  )
  if (byUnits) {
    fixes.push({
      kind: 'output',
      units,
      ...usual,
      draft: withLoss(withActivation(byUnits, usual.activation), usual.loss),
    })
  }
  const dense = { ...entryOf(layerCatalog, 'dense').fresh(), units } as LayerSpec
  // Words become numbers first.
  const first = layersOf(draft).length === 0 && data.vocabulary ? [entryOf(layerCatalog, 'embedding').fresh()] : []
  const appended = insertLayers(draft, layersOf(draft).length, [...first, dense]).draft
  fixes.push({
    kind: 'addOutput',
    units,
    ...usual,
    draft: withLoss(withActivation(appended, usual.activation), usual.loss),
  })
  return fixes
}

/** The last layer that is no activation puts out `units` numbers; null if it has no units to set. */
function withUnits(draft: Draft, units: number): Draft | null {
  const layers = layersOf(draft)
  const index = layers.findLastIndex((layer) => !isActivation(layer.type))
  const spec = layers[index]
  if (!spec || !('units' in spec)) return null
  const refit = (key: 'weightInit' | 'biasInit'): InitializerSpec => {
    const field = entryOf(layerCatalog, spec.type).fields.find((candidate) => candidate.key === key)
    // Given values fit one shape only.
    return spec[key].type === 'values' && field ? (field.initial as InitializerSpec) : spec[key]
  }
  const fitted = { ...spec, units, weightInit: refit('weightInit'), biasInit: refit('biasInit') }
  return setSetting(draft, ['network', 'layers', index], fitted)
}

function withLoss(draft: Draft, loss: LossName): Draft {
  return setSetting(draft, ['loss'], loss)
}

/** The network ends with this activation: in place of the one it ends with, or clipped onto the last layer. */
function withActivation(draft: Draft, activation: Activation): Draft {
  const layers = layersOf(draft)
  const index = layers.length - 1
  const last = layers[index]
  const spec = entryOf(layerCatalog, activation ?? 'identity').fresh()
  if (last && isActivation(last.type)) return setSetting(draft, ['network', 'layers', index], spec)
  return activation === null ? draft : insertLayers(draft, layers.length, [spec]).draft
}
