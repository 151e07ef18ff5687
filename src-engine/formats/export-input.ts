import type { Checkpoint, Tensor } from '../checkpoint.ts'
import type { SplitPart } from '../datasets/split.ts'
import type { LayerSpec } from '../layers/index.ts'
import type { Signal } from '../layers/layer.ts'
import type { MetricPoint, Score } from '../metrics.ts'
import type { DataFingerprint, ModelInfo } from '../model-info.ts'
import { planLayers } from '../network.ts'
import { inputError } from '../problem.ts'
import type { ReportMaterial } from './report/material.ts'
import { formatShape, sameShape, type Shape } from '../shape.ts'
import type { Experiment } from '../spec.ts'
import { say } from '../sentence.ts'

/** All that is known of a trained network when it leaves the lab. */
export interface ExportInput {
  readonly experiment: Experiment
  readonly model: ModelInfo
  readonly run: {
    readonly id: string
    /** Version of the engine that trained it. */
    readonly engineVersion: string
  }
  /** `initial`, `best`, `last` or `epoch:3`. */
  readonly checkpointName: string
  readonly checkpoint: Pick<Checkpoint, 'precision' | 'position' | 'parameters'>
  /** Scores of the exported weights; null where they were not measured. */
  readonly scores: Readonly<Record<SplitPart, Score | null>> | null
  readonly curves: readonly MetricPoint[]
  /** What the data was; null where nobody knows. */
  readonly data: DataFingerprint | null
  /** What only the report takes; null for every other format. */
  readonly report: ReportMaterial | null
}

/** One file of an export; the first of several is the one a person asked for. */
export interface ExportFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A layer as a format describes it: its settings, what reaches it, what it puts out, and its numbers. */
export interface ExportLayer {
  readonly index: number
  readonly spec: LayerSpec
  readonly input: Signal
  readonly outputShape: Shape
  /** Its parameters; a layer that has none has neither. */
  readonly weight: Tensor | null
  readonly bias: Tensor | null
}

/** What reaches the first layer. */
export function inputSignalOf({ inputShape, vocabulary }: ModelInfo): Signal {
  return { shape: inputShape, vocabulary: vocabulary?.length ?? null }
}

/**
 * The stack with its weights.
 *
 * @throws InputError where a parameter of the stack is missing or of another shape
 */
export function exportLayers({ experiment, model, checkpoint }: ExportInput): ExportLayer[] {
  const byName = new Map(checkpoint.parameters.map((tensor) => [tensor.name, tensor]))
  return planLayers(experiment.network.layers, inputSignalOf(model)).map((layer) => {
    const find = (part: 'weight' | 'bias'): Tensor | null => {
      const plan = layer.parameters.find(({ name }) => name === part)
      if (!plan) return null
      const name = `layers.${layer.index}.${part}`
      const tensor = byName.get(name)
      if (tensor && sameShape(tensor.shape, plan.shape)) return tensor
      const found = tensor ? say('has shape {shape}', { shape: formatShape(tensor.shape) }) : say('is missing')
      throw inputError([name], found, say('needs shape {shape}', { shape: formatShape(plan.shape) }))
    }
    const { index, spec, input, outputShape } = layer
    return { index, spec, input, outputShape, weight: find('weight'), bias: find('bias') }
  })
}

/** Where weights come from, for formats that keep a list of texts beside them. */
export function provenanceOf(input: ExportInput): Record<string, string> {
  const { experiment, run, checkpoint, checkpointName } = input
  return {
    experiment: experiment.name,
    seed: String(experiment.seed),
    run: run.id,
    engine_version: run.engineVersion,
    checkpoint: checkpointName,
    epoch: String(checkpoint.position.epoch),
    step: String(checkpoint.position.step),
    ...Object.fromEntries(scoresOf(input).map(({ name, value }) => [name, String(value)])),
  }
}

/** `test.accuracy` and the like, as far as they were measured. */
export function scoresOf({ scores }: Pick<ExportInput, 'scores'>): { name: string; value: number }[] {
  return Object.entries(scores ?? {}).flatMap(([part, score]) => {
    if (score === null) return []
    const loss = { name: `${part}.loss`, value: score.loss }
    return score.accuracy === null ? [loss] : [loss, { name: `${part}.accuracy`, value: score.accuracy }]
  })
}
