import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../../scripts/project.mjs'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'

/** What the pictures are of: runs, and experiments that lie on the drawing board. */
export interface Experiments {
  /** In the order in which they are trained, which their numbers follow. */
  readonly trained: readonly Experiment[]
  /** Trains until it is paused. */
  readonly endless: Experiment
  /** Of six layers, the first of them wide, and with a name as long as people write them. */
  readonly wide: Experiment
  /** Its layers do not fit together. */
  readonly broken: Experiment
}

export const names = {
  diverged: 'Spiral at a rate of 1000',
  endless: 'Digits without end',
  long: 'Two spirals, six layers from sixty-four down to sixteen units, slow rate, second attempt',
  prices: 'House prices',
} as const

/** @param folder where a data file is written */
export async function writeExperiments(folder: string): Promise<Experiments> {
  const flower = await readExample('flower')
  const spiral = await readExample('spiral')
  const digits = await readExample('digits-cnn')
  const village = await readExample('village-cbow')
  const zero = await readExample('zero-initialisation')
  const xor = await readExample('xor')

  const ends = spiral.network.layers.slice(-2)
  const units = [64, 64, 48, 48, 32, 16]
  const wide = parseExperiment({
    ...spiral,
    name: names.long,
    network: { layers: [...units.flatMap((count) => [dense(count), { type: 'tanh' }]), ...ends] },
    training: { ...spiral.training, epochs: 30 },
  })
  const diverged = parseExperiment({
    ...spiral,
    name: names.diverged,
    network: { layers: [dense(16), { type: 'relu' }, dense(1)] },
    loss: 'mean_squared_error',
    optimizer: { ...spiral.optimizer, learningRate: 1000 },
  })
  const tuned = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2].map((learningRate) =>
    parseExperiment({
      ...xor,
      name: `XOR 2-4-1, rate ${learningRate}`,
      optimizer: { ...xor.optimizer, learningRate },
    }),
  )
  const [convolution] = digits.network.layers
  const broken = {
    ...digits,
    network: { layers: [...digits.network.layers.slice(0, -2), convolution, ...digits.network.layers.slice(-2)] },
  }
  return {
    trained: [flower, spiral, digits, village, zero, ...tuned, diverged, wide, await prices(folder)],
    endless: { ...digits, name: names.endless, training: { ...digits.training, epochs: 2000 } },
    wide,
    broken: parseExperiment(broken),
  }
}

const dense = (units: number) => ({ type: 'dense', units })

async function readExample(name: string): Promise<Experiment> {
  const text = await readFile(inProject('resources/experiments', `${name}.json`), 'utf8')
  return parseExperiment(JSON.parse(text), name)
}

/** Targets of hundreds of thousands, columns named in whole phrases, and one of categories. */
async function prices(folder: string): Promise<Experiment> {
  const columns = [
    'Living area above ground, square metres',
    'Distance to the nearest railway station, metres',
    'Condition, as the surveyor wrote it down',
    'Sale price, dollars',
  ]
  const rows = Array.from({ length: 300 }, (_, i) => {
    const [area, distance, condition] = [60 + ((i * 37) % 140), 200 + ((i * 911) % 4700), (i * 7) % 5]
    const price = 90_000 + 2100 * area - 18 * distance + 18_000 * condition + ((i * 7919) % 20_000)
    return [area, distance, ['uninhabitable', 'poor', 'fair', 'good', 'as good as new'][condition], price]
  })
  const file = join(folder, 'houses sold in the county between 2011 and 2024.csv')
  await writeFile(file, [columns.map((name) => `"${name}"`), ...rows].map((row) => row.join(',')).join('\n'))
  return parseExperiment({
    version: 1,
    name: names.prices,
    dataset: { name: 'csv', file },
    network: { layers: [dense(1)] },
    loss: 'mean_squared_error',
    optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0.9 },
    training: { epochs: 40, batchSize: 16 },
  })
}

/** A table with something of everything: numbers with a decimal comma, words, gaps, and a column that counts its rows. */
export async function writeTable(folder: string): Promise<string> {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const temperature = i % 40 === 7 ? 'NA' : `${10 * (i % 3) + (i % 5)},5`
    const wind = i % 30 === 4 ? '' : i % 7
    return [i + 1, temperature, i % 2 ? '"grey; low"' : 'blue', wind, ['cold', 'mild', 'warm'][i % 3]]
  })
  const file = join(folder, 'weather.csv')
  await writeFile(
    file,
    [['id', 'temperature', 'sky', 'wind', 'feels'], ...rows].map((row) => `${row.join(';')}\n`).join(''),
  )
  return file
}
