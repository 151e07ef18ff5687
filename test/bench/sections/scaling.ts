import { sizeOf } from '../../../src-engine/shape.ts'
import type { Trainer } from '../../../src-engine/trainer.ts'
import { randomData, type BenchNetwork } from '../cases.ts'
import { fastestKernels } from '../../../src-main/files/kernels.ts'
import { createLabTrainer } from '../lab-trainer.ts'
import { train } from '../peers/answer.ts'
import { tell, type BenchOptions, type SectionResult } from '../section.ts'
import type { Table } from '../table.ts'
import { formatFigure } from '../verdict.ts'

/*
 * What a sample costs on one core as one thing grows: with all work in the products, its cost grows as they do, and a
 * product and sum costs the same everywhere.
 */

const factors = [1, 2, 4, 8] as const
/** Of one network in one round, milliseconds. */
const span = 200

interface Series {
  readonly name: string
  readonly network: (factor: number) => Pick<BenchNetwork, 'hidden' | 'batch'>
}

const layersOf = (count: number, units: number) => Array.from({ length: count }, () => units)

const series: readonly Series[] = [
  { name: 'units of two layers', network: (factor) => ({ hidden: layersOf(2, 64 * factor), batch: 32 }) },
  { name: 'layers of 128', network: (factor) => ({ hidden: layersOf(factor, 128), batch: 32 }) },
  { name: 'batch', network: (factor) => ({ hidden: layersOf(2, 128), batch: 8 * factor }) },
]

interface Cost {
  readonly grows: string
  readonly factor: number
  readonly network: string
  readonly microsecondsPerSample: number
  /** Products and sums in training one sample. */
  readonly multiplyAdds: number
}

export function measure({ rounds }: BenchOptions): Promise<SectionResult> {
  const costs = series.flatMap((one) => {
    tell(`scaling: ${one.name}`)
    return costsOf(one, rounds)
  })
  return Promise.resolve({ tables: [tableOf(costs)], data: costs })
}

/** The best of the rounds, the networks of a series by turns. */
function costsOf({ name, network }: Series, rounds: number): Cost[] {
  const entries = factors.map((factor) => {
    const bench: BenchNetwork = { name, inputs: [256], classes: 10, ...network(factor) }
    return {
      factor,
      bench,
      trainer: createLabTrainer(bench, randomData(bench), fastestKernels('float32')),
      best: Infinity,
    }
  })
  for (let round = 0; round < rounds; round++) {
    // What disturbs only ever makes it longer, as does what is not optimised yet.
    for (const entry of entries) entry.best = Math.min(entry.best, microsecondsPerSample(entry.trainer))
  }
  return entries.map(({ factor, bench, best }) => ({
    grows: name,
    factor,
    network: `${[...bench.inputs, ...(bench.hidden ?? []), bench.classes].join('-')}, batch ${bench.batch}`,
    microsecondsPerSample: best,
    multiplyAdds: multiplyAddsOf(bench),
  }))
}

function microsecondsPerSample(trainer: Trainer): number {
  return 1e6 / train({ step: () => trainer.step().samples }, span, 1)
}

/** One a weight forward, two backward; no gradient is carried back to the inputs. */
function multiplyAddsOf({ inputs, hidden = [], classes }: BenchNetwork): number {
  const sizes = [sizeOf(inputs), ...hidden, classes]
  const weights = sizes.slice(1).map((units, i) => units * (sizes[i] as number))
  return weights.reduce((sum, count, i) => sum + (i === 0 ? 2 : 3) * count, 0)
}

function tableOf(costs: readonly Cost[]): Table {
  const rows = costs.map((cost, i) => {
    const first = costs[i - factors.indexOf(cost.factor as (typeof factors)[number])] ?? cost
    const perOperation = ({ microsecondsPerSample: time, multiplyAdds }: Cost) => (1e6 * time) / multiplyAdds
    const times = (now: number, before: number) => `×${formatFigure(now / before)}`
    return [
      `${cost.grows} ×${cost.factor}`,
      cost.network,
      formatFigure(cost.microsecondsPerSample),
      times(cost.microsecondsPerSample, first.microsecondsPerSample),
      times(cost.multiplyAdds, first.multiplyAdds),
      formatFigure(perOperation(cost)),
      times(perOperation(cost), perOperation(first)),
    ]
  })
  return {
    title: 'Cost of a sample on one core as the network grows',
    columns: ['what grows', 'network', 'µs a sample', 'grew', 'products and sums grew', 'ps each', 'grew'],
    rows,
    notes: [
      'The best of the rounds, in which the networks of a series take turns. Products and sums: of all three passes.',
    ],
  }
}
