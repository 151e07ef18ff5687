import type { Dataset } from './datasets/dataset.ts'
import type { LayerSpec } from './layers/index.ts'
import { InputError, type JsonPath, type Problem } from './problem.ts'
import { initializerOf, layerTypeOf, lossOf } from './registry.ts'
import type { Signal } from './layers/layer.ts'
import { say } from './sentence.ts'
import { formatShape, sameShape, sizeOf, type Shape } from './shape.ts'
import type { Experiment } from './spec.ts'

/** What is known of a layer before training. Shapes are null where an earlier layer already fails. */
export interface LayerReport {
  readonly inputShape: Shape | null
  readonly outputShape: Shape | null
  readonly parameterCount: number
  /** Floating-point operations of one forward pass of one sample. */
  readonly flops: number
  readonly problems: readonly Problem[]
}

export interface NetworkReport {
  readonly layers: readonly LayerReport[]
  readonly parameterCount: number
  readonly flopsPerSample: number
  /** Everything wrong, those of the layers included; paths from the experiment's root. */
  readonly problems: readonly Problem[]
}

/**
 * Follows the shapes through a stack and checks it against its data and loss, without building it. Never throws.
 */
export function checkNetwork(
  experiment: Pick<Experiment, 'network' | 'loss'>,
  data: SignalSource & Pick<Dataset, 'targetShape' | 'task'>,
): NetworkReport {
  const layers = checkLayers(experiment.network.layers, signalOf(data))
  const outputShape = layers[layers.length - 1]?.outputShape
  const problems = layers.flatMap((layer) => layer.problems)
  if (outputShape) problems.push(...checkOutput(experiment, outputShape, data))
  return {
    layers,
    parameterCount: layers.reduce((sum, layer) => sum + layer.parameterCount, 0),
    flopsPerSample: layers.reduce((sum, layer) => sum + layer.flops, 0),
    problems,
  }
}

/** {@link checkNetwork}, and the data itself: targets the loss can take. Never throws. */
export function checkExperiment(experiment: Experiment, dataset: Dataset): NetworkReport {
  const report = checkNetwork(experiment, dataset)
  return {
    ...report,
    problems: [...report.problems, ...checkNegativeSampling(experiment), ...checkData(experiment, dataset)],
  }
}

/** Whether negative sampling has what it stands in for. */
export function checkNegativeSampling({
  network: { layers },
  loss,
  training,
}: Pick<Experiment, 'network' | 'loss' | 'training'>): Problem[] {
  if (training.negativeSampling === null) return []
  const path: JsonPath = ['training', 'negativeSampling']
  if (training.crossEntropy === 'unmerged') {
    const message = say('has no unmerged form')
    return [{ path, message, remedy: say('set training.crossEntropy to merged, or negativeSampling to null') }]
  }
  const [before, dense, softmax] = layers.slice(-3).map(({ type }) => type)
  if (before && dense === 'dense' && softmax === 'softmax' && loss === 'categorical_cross_entropy') return []
  const remedy = say('end the network with dense and softmax after at least one layer, with categorical_cross_entropy')
  return [{ path, message: say('stands in for a dense layer, softmax and their cross-entropy'), remedy }]
}

function checkData(experiment: Experiment, { targets, targetIndexes }: Dataset): Problem[] {
  if (targetIndexes !== undefined) return []
  return checkTargets(experiment, (low, high) => targets.every((value) => value >= low && value <= high))
}

/** Whether the loss can take such targets; `lie` says whether all of them are from `low` to `high`. */
export function checkTargets(
  { loss }: Pick<Experiment, 'loss'>,
  lie: (low: number, high: number) => boolean,
): Problem[] {
  if (lossOf(loss).needs === 'any' || lie(0, 1)) return []
  const remedy = say('use a squared error for measured targets')
  return [{ path: ['loss'], message: say('{loss} needs targets between 0 and 1', { loss }), remedy }]
}

/** `784-100-10`: the input and every layer with parameters, by the size or shape of what it puts out. */
export function architectureOf(experiment: Pick<Experiment, 'network'>, data: SignalSource): string {
  const layers = checkLayers(experiment.network.layers, signalOf(data))
  const sizes = layers.flatMap((layer) => (layer.parameterCount > 0 && layer.outputShape ? [layer.outputShape] : []))
  return [[data.vocabulary?.length ?? sizeOf(data.inputShape)], ...sizes].map(formatShape).join('-')
}

function checkLayers(specs: readonly LayerSpec[], first: Signal): LayerReport[] {
  let input: Signal | null = first
  return specs.map((spec, index) => {
    const report: LayerReport = input === null ? unknownLayer : checkLayer(spec, input, ['network', 'layers', index])
    input = report.outputShape && { shape: report.outputShape, vocabulary: null }
    return report
  })
}

const unknownLayer: LayerReport = { inputShape: null, outputShape: null, parameterCount: 0, flops: 0, problems: [] }

function checkLayer(spec: LayerSpec, input: Signal, path: JsonPath): LayerReport {
  const type = layerTypeOf(spec)
  const inputShape = input.shape
  if (input.vocabulary !== null && !type.takesIndexes) {
    const message = say('{layer} cannot take words', { layer: spec.type })
    return { ...unknownLayer, inputShape, problems: [{ path, message, remedy: say('put an embedding before it') }] }
  }
  const shapeProblems: Problem[] = []
  const outputShape = collect(shapeProblems, path, () => type.outputShape(spec, input))
  if (outputShape === null) return { ...unknownLayer, inputShape, problems: shapeProblems }
  const parameters = type.parameters(spec, input)
  const problems: Problem[] = []
  for (const plan of parameters) {
    collect(problems, [...path, plan.initializerKey], () =>
      initializerOf(plan.initializer).check?.(plan.initializer, plan),
    )
  }
  return {
    inputShape,
    outputShape,
    parameterCount: parameters.reduce((sum, plan) => sum + sizeOf(plan.shape), 0),
    flops: type.flops(spec, input),
    problems,
  }
}

/** What tells numbers from words: a dataset, or what is kept of one. */
export interface SignalSource {
  readonly inputShape: Shape
  readonly vocabulary?: readonly string[] | null
}

/** What a dataset feeds the first layer. */
export function signalOf({ inputShape, vocabulary }: SignalSource): Signal {
  return { shape: inputShape, vocabulary: vocabulary?.length ?? null }
}

/** Runs `check`; what it throws about the input becomes problems under `path`, and the result null. */
function collect<T>(problems: Problem[], path: JsonPath, check: () => T): T | null {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    problems.push(...error.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })))
    return null
  }
}

/** Whether there is an output for each of two classes, which are told by one: 1 stands for the second. */
export function splitsTwoClasses(
  outputShape: Shape,
  { task, targetShape }: Pick<Dataset, 'task' | 'targetShape'>,
): boolean {
  return task === 'classification' && sizeOf(targetShape) === 1 && sizeOf(outputShape) === 2
}

function checkOutput(
  { network, loss: lossName }: Pick<Experiment, 'network' | 'loss'>,
  outputShape: Shape,
  data: Pick<Dataset, 'targetShape' | 'task'>,
): Problem[] {
  const lastIndex = network.layers.length - 1
  const last = network.layers[lastIndex]?.type
  const outputPath: JsonPath = ['network', 'layers', lastIndex]
  if (!sameShape(outputShape, data.targetShape)) {
    const needed = formatShape(data.targetShape)
    return [
      {
        path: outputPath,
        message: say('the network puts out {found} and the targets have {needed}', {
          found: formatShape(outputShape),
          needed,
        }),
        remedy: splitsTwoClasses(outputShape, data)
          ? say('two classes are one output between 0 and 1: end with one unit and sigmoid, with binary_cross_entropy')
          : say('the last layer must put out {needed}', { needed }),
      },
    ]
  }
  const loss = lossOf(lossName)
  const width = sizeOf(outputShape)
  const problems: Problem[] = []
  if (loss.needs === 'distribution') {
    if (last !== 'softmax' && width > 1) {
      const remedy = say('end the network with softmax, or choose another loss')
      const message = say('{loss} needs probabilities that add up to 1', { loss: lossName })
      problems.push({ path: ['loss'], message, remedy })
    }
    if (width === 1 || data.task !== 'classification') {
      const found = width === 1 ? say('one output') : say('targets that are no classes')
      const message = say('{loss} needs one output per class, here is {found}', { loss: lossName, found })
      const remedy = say('use binary_cross_entropy for one output, or a squared error for measured targets')
      problems.push({ path: ['loss'], message, remedy })
    }
  }
  if (loss.needs === 'probabilities') {
    if (last !== 'sigmoid' && last !== 'softmax') {
      const message = say('{loss} needs outputs between 0 and 1', { loss: lossName })
      const remedy = say('end the network with sigmoid, or choose another loss')
      problems.push({ path: ['loss'], message, remedy })
    }
  }
  if (last === 'softmax' && width === 1) {
    const remedy = say('use sigmoid for one output')
    problems.push({ path: outputPath, message: say('softmax of one output is always 1'), remedy })
  }
  return problems
}
