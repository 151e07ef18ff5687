import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { DatasetSpec } from '../../src-main/protocol.ts'
import { usualOutput, type DataFacts } from '../design/fixes.ts'
import { imageSize } from '../design/preview.ts'

interface Start {
  readonly hidden: readonly Readonly<Record<string, unknown>>[]
  readonly optimizer: Readonly<Record<string, unknown>>
  readonly training: Readonly<Record<string, unknown>>
}

/** What the targets are like that are measures, in their own units. */
export interface Measure {
  readonly mean: number
  /** Of the population. */
  readonly deviation: number
}

/** What is known of data to begin with; `measures` are empty where targets are classes or nobody has looked at them. */
export interface StarterFacts extends DataFacts {
  readonly measures: readonly Measure[]
}

/**
 * A first experiment with data: a small network of the kind that is usual for it, which learns something within seconds
 * and is a place to begin.
 *
 * A network for measures begins at their mean, and its last weights are as large as they differ: however large their
 * units, what is left to learn is of the size of 1.
 *
 * @param name what the experiment is called
 * @throws InputError where the data itself breaks the rules of an experiment
 */
export function starterFor(dataset: DatasetSpec, facts: StarterFacts, name: string, seed: number): Experiment {
  const { hidden, optimizer, training } = startOf(dataset, facts)
  const { activation, loss } = usualOutput(facts)
  const units = sizeOf(facts.targetShape)
  const output = [{ type: 'dense', units, ...startOfMeasures(facts) }, ...(activation ? [{ type: activation }] : [])]
  return parseExperiment({
    version: 1,
    name,
    seed,
    dataset,
    network: { layers: [...hidden, ...output] },
    loss,
    optimizer,
    training,
  })
}

const dense = (units: number, weightInit: string): Readonly<Record<string, unknown>> => ({
  type: 'dense',
  units,
  weightInit: { type: weightInit },
})

/** Initialisers of the last layer of a network for measures. */
function startOfMeasures({ task, targetShape, measures }: StarterFacts): Readonly<Record<string, unknown>> {
  if (task !== 'regression' || measures.length !== sizeOf(targetShape)) return {}
  if (!measures.every(({ mean, deviation }) => Number.isFinite(mean) && deviation > 0)) return {}
  const rounded = (value: number): number => Number(value.toPrecision(3))
  const means = measures.map(({ mean }) => rounded(mean))
  // The error of one measure is added to that of another: the largest counts.
  const deviation = Math.max(...measures.map((measure) => measure.deviation))
  return {
    weightInit: { type: 'normal', std: rounded(deviation / 2) },
    biasInit: means.length === 1 ? { type: 'constant', value: means[0] } : { type: 'values', values: means },
  }
}

function startOf(dataset: DatasetSpec, { inputShape, vocabulary, task }: DataFacts): Start {
  const momentum = { type: 'sgd', learningRate: 0.1, momentum: 0.9 }
  if (vocabulary) {
    return {
      hidden: [{ type: 'embedding', dim: 8 }],
      optimizer: { type: 'adam', learningRate: 0.02 },
      training: { epochs: 50, batchSize: 16 },
    }
  }
  if (imageSize(inputShape)) {
    return {
      hidden: [{ type: 'flatten' }, dense(64, 'he_normal'), { type: 'relu' }],
      optimizer: { ...momentum, learningRate: 0.05 },
      training: { epochs: 10, batchSize: 32 },
    }
  }
  const flat = inputShape.length > 1 ? [{ type: 'flatten' }] : []
  // Winding borders ask for more bends than one layer of a few units has.
  const winding = dataset.name === 'spiral' || dataset.name === 'flower'
  const layers = winding ? [16, 16] : task === 'regression' ? [16] : [8]
  const adam = { type: 'adam', learningRate: 0.01 }
  return {
    hidden: [...flat, ...layers.flatMap((units) => [dense(units, 'glorot_uniform'), { type: 'tanh' }])],
    optimizer: winding || task === 'regression' ? adam : momentum,
    training: { epochs: winding ? 300 : 100, batchSize: 16 },
  }
}
