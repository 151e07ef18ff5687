import { describe, expect, test } from 'vitest'
import type { Dataset, Scale } from '../../../src-engine/datasets/dataset.ts'
import {
  examine,
  type Examination,
  type Finding,
  type FindingKind,
} from '../../../src-engine/datasets/findings/index.ts'
import { splitSamples } from '../../../src-engine/datasets/split.ts'
import { createRng } from '../../../src-engine/rng.ts'

interface Wish {
  readonly scale?: Scale
  readonly parts?: Partial<Record<'train' | 'validation' | 'test', readonly number[]>>
}

function run(dataset: Dataset, { scale = 'none', parts }: Wish = {}): Examination {
  const everything = Array.from({ length: dataset.count }, (_, i) => i)
  const { train = everything, validation = [], test: held = [] } = parts ?? {}
  const split = {
    train: Uint32Array.from(train),
    validation: Uint32Array.from(validation),
    test: Uint32Array.from(held),
  }
  const work = examine(dataset, { scale, parts: split, histograms: 10 })
  const shares: number[] = []
  for (;;) {
    const step = work.next()
    if (step.done) {
      expect(shares.every((share, i) => share <= 1 && share >= (shares[i - 1] ?? 0))).toBe(true)
      return step.value
    }
    shares.push(step.value)
  }
}

const kinds = (dataset: Dataset, wish: Wish = {}): FindingKind[] => run(dataset, wish).findings.map(({ kind }) => kind)

function find(dataset: Dataset, kind: FindingKind, wish: Wish = {}): Finding | undefined {
  return run(dataset, wish).findings.find((finding) => finding.kind === kind)
}

/** A table with one number to predict. */
function table(rows: readonly (readonly number[])[], targets: readonly number[]): Dataset {
  return {
    count: rows.length,
    inputShape: [rows[0]?.length ?? 0],
    targetShape: [1],
    inputs: Float64Array.from(rows.flat()),
    targets: Float64Array.from(targets),
    task: 'regression',
  }
}

/** A table with classes as one-hot rows. */
function classes(rows: readonly (readonly number[])[], labels: readonly number[]): Dataset {
  const width = Math.max(...labels) + 1
  return {
    ...table(rows, []),
    targetShape: [width],
    targets: Uint8Array.from(labels.flatMap((label) => Array.from({ length: width }, (_, i) => Number(i === label)))),
    task: 'classification',
  }
}

const rng = createRng(3, 'findings')
/** Numbers that neither repeat nor tell of anything. */
const noise = (count: number, width: number): number[][] =>
  Array.from({ length: count }, () => Array.from({ length: width }, () => rng.uniform()))
const withColumn = (rows: readonly (readonly number[])[], value: (row: number) => number): number[][] =>
  rows.map((row, i) => [...row, value(i)])
const alternating = (count: number): number[] => Array.from({ length: count }, (_, i) => i % 2)

test('nothing is found in numbers that are as they should be', () => {
  expect(kinds(classes(noise(200, 3), alternating(200)))).toEqual([])
  expect(kinds(table(noise(200, 3), noise(200, 1).flat()))).toEqual([])
})

test('words are indexes, of which nothing that is said of numbers holds', () => {
  const words: Dataset = { ...classes([[0], [0], [90]], [0, 1, 1]), vocabulary: ['a', 'b'], targetIndexes: 1 }
  expect(run(words)).toEqual({ findings: [], inputs: [], targets: [] })
})

describe('statistics of columns', () => {
  test('are those of the population, with every value in a part of the histogram', () => {
    const [column] = run(table([[2], [4], [4], [4], [5], [5], [7], [9]], [0, 1, 0, 1, 0, 1, 0, 1])).inputs
    expect(column).toMatchObject({ minimum: 2, maximum: 9, mean: 5, deviation: 2, nonFinite: 0 })
    expect(column?.histogram).toHaveLength(24)
    // Parts of 7/24: 4 lies in the 7th, 5 in the 11th, 7 in the 18th, and the largest in the last.
    expect(column?.histogram.flatMap((count, i) => (count > 0 ? [[i, count]] : []))).toEqual([
      [0, 1],
      [6, 3],
      [10, 2],
      [17, 1],
      [23, 1],
    ])
  })

  test('leave out what is not finite, and know nothing where nothing is', () => {
    const [some, none] = run(
      table(
        [
          [1, NaN],
          [NaN, NaN],
          [3, Infinity],
        ],
        [1, 2, 4],
      ),
    ).inputs
    expect(some).toMatchObject({ minimum: 1, maximum: 3, mean: 2, deviation: 1, nonFinite: 1 })
    expect(none).toMatchObject({ minimum: NaN, mean: NaN, deviation: NaN, nonFinite: 3 })
  })

  test('the mean of equal values is that value, whatever the rounding of their sum', () => {
    const [column] = run(
      table(
        Array.from({ length: 1000 }, () => [0.1]),
        noise(1000, 1).flat(),
      ),
    ).inputs
    expect(column).toMatchObject({ mean: 0.1, deviation: 0 })
  })
})

describe('numbers that are not finite', () => {
  test('are counted in inputs and targets, and the first is named', () => {
    const inputs = table(
      [
        [1, 2],
        [3, Infinity],
        [NaN, 5],
      ],
      [0, 1, 2],
    )
    expect(find(inputs, 'non_finite')).toEqual({ kind: 'non_finite', count: 2, sample: 1, input: 1 })
    const target = table([[1], [2], [3]], [0, NaN, 1])
    expect(find(target, 'non_finite')).toEqual({ kind: 'non_finite', count: 1, sample: 1, input: null })
  })
})

describe('constant inputs', () => {
  test('are those of one value in every sample', () => {
    const dataset = classes(
      withColumn(noise(40, 2), () => 0.7),
      alternating(40),
    )
    expect(find(dataset, 'constant_inputs')).toEqual({ kind: 'constant_inputs', count: 1, of: 3, inputs: [2] })
  })

  test('of a picture are told of only where most of it never varies', () => {
    const picture = (varying: number): Dataset => {
      const rows = noise(40, 16).map((row) => row.map((value, i) => (i < varying ? value : 0)))
      return { ...classes(rows, alternating(40)), inputShape: [1, 4, 4] }
    }
    expect(kinds(picture(8))).not.toContain('constant_inputs')
    expect(find(picture(7), 'constant_inputs')).toMatchObject({ count: 9, of: 16 })
  })
})

describe('unscaled inputs', () => {
  const dataset = classes(
    noise(60, 1).map(([value = 0], i) => [value, 170 + (i % 13), 1e-4 * value, 9.9 * value]),
    alternating(60),
  )

  test('are beyond ±10 or hardly vary', () => {
    expect(find(dataset, 'unscaled_inputs')).toMatchObject({ count: 2, of: 4, inputs: [1, 2], maximum: 182 })
  })

  test('are no concern of data that is scaled', () => {
    for (const scale of ['unit', 'standard'] as const) expect(kinds(dataset, { scale })).toEqual([])
  })

  test('are those that are left as they are, whatever is done with the others; categories are never meant', () => {
    const left = { ...dataset, inputScales: [null, 'none', null, null] as const }
    expect(find(left, 'unscaled_inputs', { scale: 'standard' })).toMatchObject({ count: 1, inputs: [1] })
    const scaled = { ...dataset, inputScales: [null, 'unit', 'category', null] as const }
    expect(kinds(scaled, { scale: 'none' })).toEqual([])
  })
})

describe('large targets', () => {
  test('are measured numbers beyond ±100', () => {
    const prices = noise(40, 1).map(([value = 0]) => 250_000 + 50_000 * value)
    const dataset = table(noise(40, 2), prices)
    expect(find(dataset, 'unscaled_targets', { scale: 'standard' })).toMatchObject({
      count: 1,
      of: 1,
      targets: [0],
      minimum: Math.min(...prices),
      maximum: Math.max(...prices),
    })
    const inThousands = table(
      noise(40, 2),
      prices.map((price) => price / 10_000),
    )
    expect(kinds(inThousands, { scale: 'standard' })).toEqual([])
  })
})

describe('repeated rows', () => {
  const rows = noise(30, 2)
  const labels = alternating(30)
  const repeated = classes([...rows, rows[4]!, rows[4]!, rows[7]!], [...labels, labels[4]!, 1 - labels[4]!, labels[7]!])

  test('are counted, with those whose target is another', () => {
    expect(find(repeated, 'duplicate_rows')).toEqual({
      kind: 'duplicate_rows',
      count: 3,
      conflicting: 1,
      sample: 30,
      original: 4,
    })
  })

  test('are found among bytes, and among as many rows as to fill any table many times', () => {
    const inputs = Uint8Array.from({ length: 3 * 5000 }, (_, i) => [(i / 3) >> 4, (i / 3) & 15, 7][i % 3] ?? 0)
    const bytes: Dataset = { ...classes(noise(5000, 3), alternating(5000)), inputs, inputShape: [3] }
    // 5000 rows count up to 313 in their first byte, which begins anew at 256: 4096 are different.
    expect(find(bytes, 'duplicate_rows', { scale: 'unit' })).toMatchObject({
      count: 5000 - 4096,
      sample: 4096,
      original: 0,
    })
  })

  test('in two parts are a leak, told with one of its samples and its twin', () => {
    const parts = {
      train: [...rows.keys()].slice(0, 20),
      validation: [20, 21, 22, 30, 31],
      test: [23, 24, 25, 26, 27, 28, 29, 32],
    }
    expect(find(repeated, 'leak_between_parts', { parts })).toEqual({
      kind: 'leak_between_parts',
      count: 3,
      of: 13,
      sample: 30,
      part: 'validation',
      twin: 4,
      twinPart: 'train',
    })
  })

  test('of test and validation leak too, those within a part do not', () => {
    const train = [...rows.keys()].filter((i) => i !== 4 && i !== 7)
    const apart = find(repeated, 'leak_between_parts', { parts: { train, validation: [4], test: [30, 31, 7, 32] } })
    expect(apart).toMatchObject({ count: 2, of: 5, sample: 30, part: 'test', twin: 4, twinPart: 'validation' })
    expect(kinds(repeated, { parts: { train, validation: [7, 32], test: [4, 30, 31] } })).not.toContain(
      'leak_between_parts',
    )
  })
})

describe('a target that can be read off an input', () => {
  test('is one that correlates with it beyond 0.999, either way', () => {
    const targets = noise(100, 1).flat()
    const falling = table(
      withColumn(noise(100, 1), (i) => 3 - 2 * targets[i]!),
      targets,
    )
    expect(find(falling, 'target_in_inputs')).toEqual({
      kind: 'target_in_inputs',
      count: 1,
      pairs: [{ input: 1, target: 0, correlation: expect.closeTo(-1, 9) as number }],
    })
    const rough = table(
      withColumn(noise(100, 1), (i) => targets[i]! + 0.1 * rng.normal()),
      targets,
    )
    expect(kinds(rough)).not.toContain('target_in_inputs')
  })

  test('is a class that an input is a copy of', () => {
    const labels = Array.from({ length: 60 }, (_, i) => (i * 7) % 3)
    const dataset = classes(
      withColumn(noise(60, 1), (i) => Number(labels[i] === 2)),
      labels,
    )
    expect(find(dataset, 'target_in_inputs')).toMatchObject({
      pairs: [{ input: 1, target: 2, correlation: expect.closeTo(1, 9) as number }],
    })
  })

  test('is a class with a code of its own, though the code does not rise with it', () => {
    const labels = Array.from({ length: 60 }, (_, i) => (i * 7) % 3)
    const codes = [0.4, 0.1, 0.3]
    const coded = (row: number): number => codes[labels[row]!]!
    expect(find(classes(withColumn(noise(60, 1), coded), labels), 'target_in_inputs')).toMatchObject({
      count: 1,
      pairs: [{ input: 1, correlation: null }],
    })
    // One sample with another code, and it tells no longer.
    const broken = classes(
      withColumn(noise(60, 1), (i) => (i === 50 ? 0.2 : coded(i))),
      labels,
    )
    expect(kinds(broken)).not.toContain('target_in_inputs')
  })

  test('is not looked for among fewer than ten samples', () => {
    const exact = (count: number): Dataset =>
      table(
        Array.from({ length: count }, (_, i) => [i]),
        Array.from({ length: count }, (_, i) => i),
      )
    expect(kinds(exact(9))).not.toContain('target_in_inputs')
    expect(kinds(exact(10))).toContain('target_in_inputs')
  })
})

describe('classes', () => {
  test('are out of balance from ten to one', () => {
    const labelled = (rare: number): Dataset => {
      const labels = Array.from({ length: 200 + rare }, (_, i) => Number(i < rare))
      return classes(noise(labels.length, 2), labels)
    }
    expect(kinds(labelled(21))).toEqual([])
    expect(find(labelled(20), 'class_imbalance')).toEqual({
      kind: 'class_imbalance',
      largest: 0,
      largestCount: 200,
      smallest: 1,
      smallestCount: 20,
    })
  })

  test('of one output are two', () => {
    const labels = Float64Array.from({ length: 110 }, (_, i) => Number(i < 10))
    const dataset: Dataset = { ...table(noise(110, 2), []), targets: labels, task: 'classification' }
    expect(find(dataset, 'class_imbalance')).toMatchObject({
      largest: 0,
      largestCount: 100,
      smallest: 1,
      smallestCount: 10,
    })
  })

  test('need ten training samples each, unless everything is trained on', () => {
    const labels = Array.from({ length: 45 }, (_, i) => i % 3)
    const dataset = classes(noise(45, 2), labels)
    const held = [0, 3, 6, 9, 12, 15, 18]
    const train = [...labels.keys()].filter((i) => !held.includes(i))
    expect(find(dataset, 'few_per_class', { parts: { train, test: held } })).toEqual({
      kind: 'few_per_class',
      count: 1,
      classes: [0],
      fewest: 8,
      needed: 10,
    })
    expect(kinds(dataset)).toEqual([])
  })
})

test('a hundred thousand samples in ten thousand classes are looked at within seconds', () => {
  const count = 100_000
  const dataset: Dataset = {
    count,
    inputShape: [4],
    targetShape: [10_000],
    inputs: Float32Array.from({ length: 4 * count }, () => rng.uniform()),
    targets: Int32Array.from({ length: count }, (_, i) => i % 10_000),
    targetIndexes: 1,
    task: 'classification',
  }
  const parts = splitSamples(count, { train: 0.5, validation: 0.25, test: 0.25 }, rng)
  const began = performance.now()
  const few = find(dataset, 'few_per_class', {
    parts: { train: [...parts.train], validation: [...parts.validation], test: [...parts.test] },
  })
  expect(performance.now() - began).toBeLessThan(10_000)
  // Ten samples of each, half of them held out: hardly a class keeps them all.
  expect(few).toMatchObject({ kind: 'few_per_class', needed: 10 })
  if (few?.kind === 'few_per_class') expect(few.count).toBeGreaterThan(9_900)
})
