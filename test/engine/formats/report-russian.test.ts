import { describe, expect, it } from 'vitest'
import { createLedger } from '../../../src-engine/explain/ledger.ts'
import { alarmKinds } from '../../../src-engine/explain/alarms/alarm.ts'
import { encodeReport } from '../../../src-engine/formats/report.ts'
import type { ReportMaterial } from '../../../src-engine/formats/report/material.ts'
import type { Experiment } from '../../../src-engine/spec.ts'
import { experimentOf } from '../support/train.ts'
import { load } from '../datasets/support/load.ts'
import { exportOf, sampleReport } from './support/export.ts'
import { textOf } from './support/text-of.ts'

/** Names of people, programs, methods and functions, and signs of formulas: the same in every language. */
const proper =
  /^(Backprop|Lab|UTC|SHA|JSON|ReLU|[Ss]oftmax|SGD|Adam|AdamW|AdaGrad|RMSProp|XOR|CSV|TSV|IDX|MNIST|Fashion|NPZ|NPY|NumPy|PNG|ZIP|word2vec|CBOW|Skip|gram|padding|same|valid|full|float(32|64)|L[12]|F)$/

/** What a person reads as words: without styles, code, the experiment file, and the name a person gave. */
function wordsOf(page: string): string {
  return textOf(
    page
      .replace(/<(code|pre|title|h1)\b[^>]*>[^]*?<\/\1>/g, ' ')
      // Formulas have decimal commas too, but their letters are not words.
      .replace(/<(td|th)[^>]*class="formula[^"]*"[^>]*>[^]*?<\/\1>/g, ' '),
  )
}

function write(
  experiment: Experiment,
  signal: Parameters<typeof exportOf>[0]['signal'],
  material: Partial<ReportMaterial>,
): string {
  const input = exportOf({ signal, layers: experiment.network.layers })
  const curves = (['train.loss', 'train.accuracy', 'validation.loss', 'validation.accuracy'] as const).flatMap((name) =>
    [1, 2, 3].map((epoch) => ({ step: 40 * epoch, epoch, name, value: 0.5 / epoch })),
  )
  const report = sampleReport({ language: 'ru', bestEpoch: 2, ...material })
  return new TextDecoder().decode(encodeReport({ ...input, experiment, curves, report }))
}

const foreign = (text: string): string[] => {
  const words = text.match(/[A-Za-z][A-Za-z0-9]*/g) ?? []
  return [...new Set(words.filter((word) => !proper.test(word)))]
}

const plane = { shape: [2], vocabulary: null }
const xor = experimentOf({
  network: {
    layers: [{ type: 'dense', units: 3 }, { type: 'tanh' }, { type: 'dense', units: 1 }, { type: 'sigmoid' }],
  },
  loss: 'binary_cross_entropy',
})

const evaluated = {
  part: 'validation' as const,
  parts: { train: 1600, validation: 200, test: 0 },
  loss: 0.25,
  accuracy: 0.875,
  classes: {
    names: ['0', '1'],
    confusion: [[75, 25], [0, 100]],
    scores: [0, 1].map((i) => ({ precision: 0.8 + i / 10, recall: null, f1: 0.5, support: 100 })),
  },
  regression: null,
} // prettier-ignore

describe('a Russian report', () => {
  it('has no English words: settings, layers, data, alarms, the first step', () => {
    const { steps } = createLedger({ experiment: xor, dataset: load(xor.dataset), steps: 1 })
    const alarms = alarmKinds.map((kind, layer) => ({ kind, layer, step: 5, clearedAt: null, evidence: { share: 0.5, units: 8 } })) // prettier-ignore
    const changes = [{ step: 40, learningRate: 0.05, momentum: null }]
    const page = write(xor, plane, { evaluated, ledger: steps[0]!, alarms, changes })
    expect(foreign(wordsOf(page))).toEqual([])
    expect(textOf(page)).toContain('Набор данных Исключающее ИЛИ (XOR)')
    expect(textOf(page)).toContain('Функция потерь Бинарная кросс-энтропия')
    expect(textOf(page)).toContain('Слой 4: Сигмоида')
  })

  it('has decimal commas wherever a person reads a number, in formulas too', () => {
    const { steps } = createLedger({ experiment: xor, dataset: load(xor.dataset), steps: 1 })
    const page = write(xor, plane, { evaluated, ledger: steps[0]! })
    const shown = textOf(page.replace(/<(code|pre)\b[^>]*>[^]*?<\/\1>/g, ' '))
    expect(shown.match(/\d,\d/g)?.length).toBeGreaterThan(100)
    // The engine's version is the only thing with points between its digits.
    expect(shown.match(/\d\.\d/g)).toEqual(['0.1', '0.1'])
    expect(page.match(/aria-label="[^"]*\d\.\d/)).toBeNull()
  })

  it.each([
    [{ type: 'conv2d', filters: 2, kernel: 3, padding: 'same' }, { type: 'max_pool2d', size: 2, stride: 2 }, { type: 'flatten' }, { type: 'dropout', rate: 0.25 }, { type: 'leaky_relu' }, { type: 'dense', units: 10, weightInit: { type: 'normal', std: 0.1 } }, { type: 'softmax' }],
    [{ type: 'avg_pool2d', size: 4 }, { type: 'relu' }, { type: 'dense', units: 10, weightInit: { type: 'uniform' }, biasInit: { type: 'constant', value: 0.5 } }, { type: 'identity' }],
  ])('names every layer and initialiser (%#)', (...layers) => {
    const experiment = experimentOf({ network: { layers }, dataset: { name: 'digits' }, loss: 'mean_squared_error' })
    expect(foreign(wordsOf(write(experiment, { shape: [1, 28, 28], vocabulary: null }, {})))).toEqual([])
  }) // prettier-ignore

  it.each([
    { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, schedule: { type: 'step', every: 20 } },
    { type: 'adagrad', schedule: { type: 'exponential' } },
    { type: 'rmsprop', schedule: { type: 'cosine' }, warmupEpochs: 2 },
    { type: 'adam' },
    { type: 'adamw' },
  ])('names the optimiser $type and its schedule', (optimizer) => {
    const training = { earlyStopping: { patience: 5 }, clipNorm: 1, l1: 0.001, l2: 0.1, checkpointEvery: 3 }
    const experiment = experimentOf({ ...xor, optimizer: { learningRate: 0.1, ...optimizer }, training })
    const shown = wordsOf(write(experiment, plane, {}))
    expect(foreign(shown)).toEqual([])
    expect(shown).toContain('Ранняя остановка терпение: 5 эпох; мин. улучшение: 0')
  })

  it.each([
    { name: 'spiral' },
    { name: 'blobs', classes: 4 },
    { name: 'csv', file: '/home/somebody/data/цены.csv', target: 'цена', missing: 'mean' },
    { name: 'idx', images: 'картинки', labels: 'метки', limit: 3 },
    { name: 'npz', file: 'все.npz', inputs: 'x', targets: 'y' },
    { name: 'images', file: 'кошки', size: [28, 28] },
    { name: 'mnist', set: 'fashion-mnist', part: 'train' },
    { name: 'inline', inputs: [[0, 1]], targets: [[1]] },
    { name: 'text', text: 'кошка пьёт молоко', task: 'skip_gram' },
  ])('names the data $name, its files without their folders', (dataset) => {
    const shown = wordsOf(write(experimentOf({ ...xor, dataset }), plane, {}))
    expect(foreign(shown).filter((word) => !['csv', 'npz', 'x', 'y'].includes(word))).toEqual([])
    expect(shown).not.toContain('/home')
  })
})
