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

/**
 * A first experiment with data: a small network of the kind that is usual for it, which learns something within seconds
 * and is a place to begin.
 *
 * @param name what the experiment is called
 * @throws InputError where the data itself breaks the rules of an experiment
 */
export function starterFor(dataset: DatasetSpec, facts: DataFacts, name: string, seed: number): Experiment {
  const { hidden, optimizer, training } = startOf(dataset, facts)
  const { activation, loss } = usualOutput(facts)
  const output = [{ type: 'dense', units: sizeOf(facts.targetShape) }, ...(activation ? [{ type: activation }] : [])]
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

function startOf(dataset: DatasetSpec, { inputShape, vocabulary }: DataFacts): Start {
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
  const layers = winding ? [16, 16] : [8]
  return {
    hidden: [...flat, ...layers.flatMap((units) => [dense(units, 'glorot_uniform'), { type: 'tanh' }])],
    optimizer: winding ? { type: 'adam', learningRate: 0.01 } : momentum,
    training: { epochs: winding ? 300 : 100, batchSize: 16 },
  }
}
