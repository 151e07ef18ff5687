import { describe, expect, it } from 'vitest'
import type { ExportInput } from '../../../src-engine/formats/export-input.ts'
import { encodeReport } from '../../../src-engine/formats/report.ts'
import type { ReportMaterial } from '../../../src-engine/formats/report/material.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import { say } from '../../../src-engine/sentence.ts'
import { experimentOf } from '../support/train.ts'
import { exportOf, sampleReport } from './support/export.ts'
import { textOf } from './support/text-of.ts'

const layers = [{ type: 'dense', units: 3 }, { type: 'relu' }, { type: 'dense', units: 2 }].map((spec) => layerSchema.parse(spec)) // prettier-ignore
const plain = exportOf({ signal: { shape: [4], vocabulary: null }, layers })

const page = (material: Partial<ReportMaterial> = {}, input: Partial<ExportInput> = {}) =>
  new TextDecoder().decode(encodeReport({ ...plain, ...input, report: sampleReport(material) }))
const shown = (material: Partial<ReportMaterial> = {}, input: Partial<ExportInput> = {}) =>
  textOf(page(material, input))

const { run } = sampleReport()
const scored = { loss: 0.25, accuracy: 0.953 }
const parts = { train: 80, validation: 10, test: 10 }
const evaluated = { part: 'test' as const, parts, loss: 0.5, accuracy: 0.9, classes: null, regression: null }

describe('the result in one line', () => {
  it('is the score on what the network was not trained on, and after how many epochs', () => {
    const metrics = { train: { loss: 0.1, accuracy: 1 }, validation: null, test: scored }
    expect(shown({ run: { ...run, metrics } })).toContain('Test accuracy 95.30% after 3 epochs')
    const one = { ...run, metrics, epoch: 1, epochs: 1 }
    expect(shown({ run: one, language: 'ru' })).toContain('Точность на тесте 95,30 % после 1 эпохи')
    const measured = { train: { loss: 0.1, accuracy: null }, validation: { loss: 0.125, accuracy: null }, test: null }
    expect(shown({ run: { ...run, metrics: measured } })).toContain('Validation loss 0.1250 after 3 epochs')
  })

  it('says first how a run ended that did not come to its end, and why', () => {
    const broken = { ...run, status: 'interrupted' as const, epoch: 2, epochs: 5, reason: say('stopped by hand') }
    const told = shown({ run: broken, evaluated })
    expect(told).toContain('Interrupted after 2 of 5 epochs. Test accuracy 90.00%')
    expect(told).toContain('Why it ended: stopped by hand')
  })

  it('gives no score of weights that diverged', () => {
    const diverged = { ...run, status: 'diverged' as const, epoch: 0, epochs: 5 }
    const [, line] = /class="result">([^<]*)</.exec(page({ run: diverged, evaluated }))!
    expect(line).toBe('Diverged after 0 of 5 epochs')
  })

  it('names the file of weights that were not trained here, and leaves out what there is not', () => {
    const origin = { kind: 'file' as const, name: 'w.npz', detail: 'npz' }
    const told = page({ run: { ...run, step: 0, epoch: 0, origin, startedAt: null, finishedAt: null }, evaluated })
    expect(textOf(told)).toContain('Weights read from w.npz. Test accuracy 90.00%')
    expect(told).not.toContain('id="curves"')
    expect(textOf(told.replace(/<pre[^]*<\/pre>/, ''))).not.toMatch(/null|undefined|NaN/)
  })

  it('is that of the weights which leave the lab, where those are not the last', () => {
    const metrics = { train: null, validation: null, test: scored }
    const told = shown({ run: { ...run, metrics }, evaluated }, { checkpointName: 'best' })
    expect(told).toContain('Test accuracy 90.00% (weights: best)')
    expect(told).toContain('Test, weights: best, epoch 3, step 120 0.5000 90.00%')
  })
})

describe('settings in words', () => {
  it('lists the layers from 1 on, with what they put out and how many numbers they have', () => {
    const told = shown()
    expect(told).toContain('1 Dense units: 3, bias: yes weights: Glorot uniform; biases: zeros 3 15')
    expect(told).toContain('2 ReLU 3 0')
    // 4 × 3 + 3, and 3 × 2 + 2.
    expect(told).toContain('3 Dense units: 2, bias: yes weights: Glorot uniform; biases: zeros 2 8 All layers 23')
  })

  it('tells the optimiser with its schedule, and the split in samples', () => {
    const optimizer = { type: 'adam', learningRate: 0.002, schedule: { type: 'step', every: 10, factor: 0.5 } }
    const dataset = { name: 'moons', split: { train: 0.8, validation: 0.1, test: 0.1 } }
    const experiment = experimentOf({ network: { layers }, optimizer, dataset })
    const told = shown({ evaluated }, { experiment })
    expect(told).toContain('Optimiser Adam Learning rate 0.002')
    expect(told).toContain('Learning rate schedule Steps down (a step every: 10 epochs, factor of a step: 0.5)')
    expect(told).toContain('training 80% (80), validation 10% (10), test 10% (10)')
  })

  it('tells of every column how it is encoded, what fills its gaps, and what is left out', () => {
    const dataset = {
      name: 'csv',
      file: 'people.csv',
      target: 'income',
      columns: {
        age: { missing: 'mean' },
        city: { missing: 'mean' },
        height: { missing: 'drop' },
        id: { role: 'ignore' },
      },
    }
    const columns = [
      { name: 'age', categories: null, gap: 38.25 },
      { name: 'city', categories: ['Oslo', '<Rome>'], gap: 0 },
      { name: 'height', categories: null, gap: null },
      { name: 'weight', categories: null, gap: null },
    ]
    const input = { experiment: experimentOf({ network: { layers }, dataset }), model: { ...plain.model, columns } }
    const told = shown({}, input)
    expect(told).toContain('age a number filled with 38.25, the mean of the training part')
    expect(told).toContain('city a category, one input for each, which is 1 where a row has it and else 0: Oslo, <Rome> all its inputs are 0') // prettier-ignore
    expect(told).toContain('height a number the row is left out')
    expect(told).toContain('id is left out')
    expect(told).not.toContain('weight a number')
    expect(shown({ language: 'ru' }, input)).toContain('age число заполняются средним обучающей части: 38,25')
  })

  it('has the experiment file twice: folded on the screen, open on paper', () => {
    const told = page()
    expect(told.match(/&quot;version&quot;: 1/g)).toHaveLength(2)
    expect(told).toMatch(/@media print \{[^@]*nav, details \{ display: none; \}\s+\.paper \{ display: block; \}/)
  })

  it('shows the learning rate as a curve where it changes, and only there', () => {
    const curves = [0, 1, 2, 3].map((epoch) => ({ step: 40 * epoch, epoch, name: 'train.loss' as const, value: 1 }))
    const optimizer = { type: 'sgd', learningRate: 0.1, schedule: { type: 'cosine' } }
    const cosine = experimentOf({ network: { layers }, optimizer, training: { epochs: 3 } })
    // The last of 120 updates: half of 0.1 · (1 + cos(π · 119/120)).
    const last = (0.05 * (1 + Math.cos((Math.PI * 119) / 120))).toPrecision(3)
    const label = `Learning rate by epoch: Learning rate ${Number(last).toExponential(2).replace('e-5', '·10⁻⁵')}`
    expect(page({}, { curves, experiment: cosine })).toContain(`aria-label="${label}"`)
    expect(page({}, { curves })).not.toContain('Learning rate by epoch')
  })
})

describe('pictures', () => {
  it('mark the epoch of the best weights', () => {
    const curves = [0, 1, 2, 4].map((epoch) => ({ step: epoch, epoch, name: 'train.loss' as const, value: epoch }))
    const told = page({ bestEpoch: 2 }, { curves })
    // In the middle of 58 … 378.
    expect(told).toContain('<line class="mark" x1="218" x2="218"')
    expect(textOf(told)).toContain('best weights: epoch 2')
  })

  it.each([
    ['at the top', 1, 1],
    ['on the ground', 0, 0],
    ['close together', 0.5, 0.51],
    ['apart', 0.2, 0.9],
  ])('keep the words at the ends of two lines apart: %s', (_, train, validation) => {
    const curves = ([['train', train], ['validation', validation]] as const).flatMap(([part, last]) =>
      [1 - Math.round(last), last].map((value, epoch) => ({ step: epoch, epoch, name: `${part}.accuracy` as const, value })),
    ) // prettier-ignore
    const drawn = page({}, { curves })
    const [a, b] = ['train', 'validation'].map((part) =>
      Number(new RegExp(`<text class="${part}" x="384" y="([\\d.]+)"`).exec(drawn)![1]),
    )
    // Letters 11 high with what hangs below them; the picture is from 0 to 250, its axis at 214.
    expect(Math.abs(a! - b!)).toBeGreaterThanOrEqual(15)
    expect(Math.min(a!, b!)).toBeGreaterThan(11)
    expect(Math.max(a!, b!)).toBeLessThan(220)
  })

  it('draw a curve whose values are all but one, or as large as numbers go, with finite places', () => {
    for (const values of [
      [0.3, 0.1 + 0.2, 0.3],
      [1, 1e308, 1.7e308, 3],
      [-1e-320, 0, 1e-320],
      [5, 5],
    ]) {
      const curves = values.map((value, i) => ({ step: i + 1, epoch: i + 1, name: 'train.loss' as const, value }))
      expect(page({}, { curves })).not.toMatch(/(x|y|x1|y1|cx|cy|d)="[^"]*(NaN|Infinity)/)
    }
  })

  it('draw a loss by powers of ten where its beginning would press the rest to the ground', () => {
    const draw = (values: readonly number[]) =>
      page({}, { curves: values.map((value, epoch) => ({ step: epoch, epoch, name: 'train.loss' as const, value })) })
    const steep = draw([10, 0.1, 0.01, 0.001])
    expect(textOf(steep)).toContain('Loss, logarithmic axis')
    // 10 at the top (12), 0.001 on the ground (214), four powers below; what is ten times as large is as far above.
    expect(steep).toContain('d="M58 12L164.7 113L271.3 163.5L378 214"')
    for (const value of ['10', '0.1', '0.01', '0.001']) expect(steep).toContain(`>${value}</text>`)
    expect(textOf(draw([1, 0.5, 0.25, 0.1]))).not.toContain('logarithmic')
    // Zero has no logarithm.
    expect(textOf(draw([10, 0.1, 0, 0]))).not.toContain('logarithmic')
  })

  it('draw a long noisy curve as means over its noise, of the loss alone', () => {
    const curves = (['train.loss', 'train.accuracy'] as const).flatMap((name) =>
      Array.from({ length: 600 }, (_, i) => ({ step: i + 1, epoch: (i + 1) / 10, name, value: i % 2 })),
    )
    const drawn = page({ run: { ...run, epochs: 60, totalSteps: 600 } }, { curves })
    const heights = [...drawn.matchAll(/class="line train" d="([^"]+)"/g)]
      .filter(([, path]) => path!.includes('L58') || path!.length > 40)
      .map(([, path]) => [...path!.matchAll(/ (\d+(\.\d)?)/g)].map(([, y]) => Number(y)))
    // Means of an epoch are ½ each: half way between 12 and 214.
    expect(heights).toHaveLength(2)
    for (const line of heights) expect(new Set(line)).toEqual(new Set([113]))
    expect(drawn.match(/class="noise train"/g)).toHaveLength(1)
  })

  it('show predicted over true values, what is right on the diagonal', () => {
    const outputs = [{ truth: [0, 10], predicted: [0, 5], meanAbsoluteError: 2.5 }]
    const told = page({ evaluated: { ...evaluated, accuracy: null, regression: { count: 2, outputs } } })
    const [, dots] = /class="dots" d="([^"]+)"/.exec(told)!
    const [origin, half] = [...dots!.matchAll(/M([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [
      Number(x) - 62,
      312 - Number(y),
    ])
    // A picture of 300 with 4 % air: 0 stands at 0.4/10.8 of it, 10 at 10.4/10.8, 5 half way.
    expect(origin![0]).toBeCloseTo((300 * 0.4) / 10.8, 0)
    expect(origin![1]).toBeCloseTo((300 * 0.4) / 10.8, 0)
    expect(half![0]).toBeCloseTo((300 * 10.4) / 10.8, 0)
    expect(half![1]).toBeCloseTo(150, 0)
    expect(textOf(told)).toContain('mean absolute error: 2.500')
    expect(told).not.toContain('id="confusion"')
  })
})

it('lists the nearest of words by the cosine of their vectors', () => {
  const embedding = [{ type: 'embedding', dim: 2 }, { type: 'dense', units: 3 }, { type: 'softmax' }].map((spec) => layerSchema.parse(spec)) // prettier-ignore
  const input = exportOf({ signal: { shape: [1], vocabulary: 3 }, layers: embedding })
  const [first, ...rest] = input.checkpoint.parameters
  // cos(0, 1) = 4/5, cos(0, 2) = −1, cos(1, 2) = −4/5.
  const parameters = [{ ...first!, values: Float32Array.of(2, 0, 4, 3, -1, 0) }, ...rest]
  const told = shown({}, { ...input, checkpoint: { ...input.checkpoint, parameters } })
  expect(told).toContain('word0 word1 0.8, word2 −1 word1 word0 0.8, word2 −0.8 word2 word1 −0.8, word0 −1')
  expect(told).toContain('The vectors of the 3 most frequent of 3 words')
})
