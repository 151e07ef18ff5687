import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { InitializerSpec } from '../../src-engine/initializers/index.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'
import type { ScheduleSpec } from '../../src-engine/schedules/index.ts'
import type { SliderRange } from './slider-scale.ts'

/*
 * What a person can set, per registered type: one row here is a whole form. Kind of control, limits, choices and
 * defaults are read from the engine's schema (fields.ts); a row says only what the schema cannot know.
 */

export interface FieldHint {
  /** The key in the experiment file. */
  readonly key: string
  /** Names its texts (`design.fields.<text>`) where the key alone would say something else; by default the key. */
  readonly text?: string
  /** The value a new one starts with, where the schema has no default or a lab has a better one. */
  readonly initial?: unknown
  /** A slider beside the exact entry, with its range. */
  readonly slider?: SliderRange
  /** How far one click or arrow key goes, where 1 (whole numbers) or a tenth of the range is not right. */
  readonly step?: number
  /** Arrow keys go along 1, 2, 5, 10 …: for numbers that are tried by powers of ten. */
  readonly decades?: boolean
  /** A share of one, read in percent where there is no field to type it in. */
  readonly share?: boolean
  /** Shown only while this switch of the same form is on. */
  readonly needs?: string
  /** Not shown while this other key of the same form has this value. */
  readonly unless?: { readonly key: string; readonly is: string }
  /** What an optional setting starts with when it is switched on. */
  readonly suggestion?: unknown
  /** Stands in for this other key of the same form: exactly one of the two is given. */
  readonly insteadOf?: string
  /** Which types it can be of, each with settings of its own. */
  readonly variants?: 'initializers' | 'schedules'
  /** The settings of a group. */
  readonly fields?: readonly FieldHint[]
  /** Its label above the control rather than before it: one of them is long. */
  readonly wide?: boolean
  /** Text of several lines rather than the name of a file. */
  readonly multiline?: boolean
  /** A name rather than that of a file. */
  readonly named?: boolean
  /** Written as JSON, since no simpler control can show it. */
  readonly json?: boolean
  /** Endings of the files to choose from, for a key that names a file. */
  readonly extensions?: readonly string[]
}

export interface Form {
  readonly fields: readonly FieldHint[]
}

/** A layer's picture: every input wired to every unit, the curve of its function, shares of a whole, or a sign. */
export type Glyph = 'wires' | 'curve' | 'bars' | 'grid' | 'pool' | 'row' | 'gaps' | 'words'

export interface LayerForm extends Form {
  /** Activations clip onto the layer above them. */
  readonly group: 'layer' | 'activation'
  readonly glyph: Glyph
  /** The keys whose values stand on the card behind the layer's name. */
  readonly headline?: readonly string[]
}

const weightInit: FieldHint = { key: 'weightInit', variants: 'initializers' }

/** What every layer with a bias has. */
const biasFields: readonly FieldHint[] = [
  { key: 'bias' },
  weightInit,
  { key: 'biasInit', variants: 'initializers', needs: 'bias' },
]

const poolForm: LayerForm = {
  group: 'layer',
  glyph: 'pool',
  headline: ['size'],
  fields: [
    { key: 'size', initial: [2, 2] },
    { key: 'stride', text: 'poolStride', suggestion: [2, 2] },
  ],
}

export const layerForms: Readonly<Record<LayerSpec['type'], LayerForm>> = {
  dense: {
    group: 'layer',
    glyph: 'wires',
    headline: ['units'],
    fields: [{ key: 'units', initial: 16 }, ...biasFields],
  },
  conv2d: {
    group: 'layer',
    glyph: 'grid',
    headline: ['filters', 'kernel'],
    fields: [
      { key: 'filters', initial: 8 },
      { key: 'kernel', initial: [3, 3] },
      { key: 'stride' },
      { key: 'padding', wide: true },
      { key: 'paddingMode', unless: { key: 'padding', is: 'valid' } },
      ...biasFields,
    ],
  },
  max_pool2d: poolForm,
  avg_pool2d: poolForm,
  flatten: { group: 'layer', glyph: 'row', fields: [] },
  dropout: {
    group: 'layer',
    glyph: 'gaps',
    headline: ['rate'],
    fields: [{ key: 'rate', initial: 0.2, slider: { from: 0, to: 0.9, scale: 'linear' }, step: 0.05, share: true }],
  },
  embedding: {
    group: 'layer',
    glyph: 'words',
    headline: ['dim'],
    fields: [{ key: 'dim', initial: 8 }, weightInit],
  },
  relu: { group: 'activation', glyph: 'curve', fields: [] },
  leaky_relu: {
    group: 'activation',
    glyph: 'curve',
    headline: ['slope'],
    fields: [{ key: 'slope', slider: { from: 0.001, to: 1, scale: 'log' }, step: 0.01 }],
  },
  sigmoid: { group: 'activation', glyph: 'curve', fields: [] },
  tanh: { group: 'activation', glyph: 'curve', fields: [] },
  softmax: { group: 'activation', glyph: 'bars', fields: [] },
  identity: { group: 'activation', glyph: 'curve', fields: [] },
}

/** Whether a layer clips onto the one above it. */
export function isActivation(type: LayerSpec['type']): boolean {
  return layerForms[type].group === 'activation'
}

export const initializerForms: Readonly<Record<InitializerSpec['type'], Form>> = {
  glorot_uniform: { fields: [] },
  glorot_normal: { fields: [] },
  he_uniform: { fields: [] },
  he_normal: { fields: [] },
  lecun_normal: { fields: [] },
  normal: {
    fields: [
      { key: 'mean', step: 0.1 },
      { key: 'std', step: 0.1 },
    ],
  },
  uniform: {
    fields: [
      { key: 'min', step: 0.05 },
      { key: 'max', step: 0.05 },
    ],
  },
  zeros: { fields: [] },
  constant: { fields: [{ key: 'value', initial: 0.1, step: 0.1 }] },
  values: { fields: [{ key: 'values', initial: [[0]] }] },
}

export const scheduleForms: Readonly<Record<ScheduleSpec['type'], Form>> = {
  constant: { fields: [] },
  step: {
    fields: [
      { key: 'every', initial: 10, step: 1 },
      { key: 'factor', step: 0.1 },
    ],
  },
  exponential: { fields: [{ key: 'decay', text: 'rateDecay', step: 0.01 }] },
  cosine: { fields: [{ key: 'minimum', decades: true }] },
}

/** The settings every optimiser has, with the learning rate that usually works for it. */
function rateFields(learningRate: number): { first: FieldHint; last: readonly FieldHint[] } {
  return {
    first: { key: 'learningRate', initial: learningRate, slider: { from: 0.0001, to: 10, scale: 'log' } },
    last: [
      { key: 'schedule', variants: 'schedules' },
      { key: 'warmupEpochs', step: 1 },
    ],
  }
}

const [sgdRate, squaresRate, adamRate] = [rateFields(0.1), rateFields(0.01), rateFields(0.001)]

// A share that is kept is felt as 1 / (1 − γ) steps of memory: equal distances on its slider are equal factors of that.
const memory = (key: string, to = 0.999): FieldHint => ({
  key,
  slider: { from: 0, to, scale: 'complement' },
  step: 0.01,
})

const adamFields: readonly FieldHint[] = [
  adamRate.first,
  memory('beta1'),
  memory('beta2', 0.9999),
  { key: 'epsilon', decades: true },
]

export const optimizerForms: Readonly<Record<OptimizerSpec['type'], Form>> = {
  sgd: { fields: [sgdRate.first, memory('momentum'), { key: 'nesterov' }, ...sgdRate.last] },
  adagrad: { fields: [squaresRate.first, { key: 'epsilon', decades: true }, ...squaresRate.last] },
  rmsprop: { fields: [squaresRate.first, memory('decay'), { key: 'epsilon', decades: true }, ...squaresRate.last] },
  adam: { fields: [...adamFields, ...adamRate.last] },
  adamw: { fields: [...adamFields, { key: 'weightDecay', decades: true }, ...adamRate.last] },
}

export const trainingForm: Form = {
  fields: [
    { key: 'epochs', initial: 20 },
    { key: 'batchSize' },
    { key: 'shuffle' },
    { key: 'precision' },
    { key: 'reduction' },
    { key: 'crossEntropy' },
    {
      key: 'negativeSampling',
      fields: [
        { key: 'samples', text: 'negativeSamples' },
        { key: 'power', slider: { from: 0, to: 1, scale: 'linear' }, step: 0.05 },
      ],
    },
    { key: 'checkpointEvery' },
  ],
}

/** What keeps training from going too far; together with `trainingForm` all of `training`. */
export const regularizationForm: Form = {
  fields: [
    { key: 'l1', decades: true },
    { key: 'l2', decades: true },
    { key: 'clipNorm', suggestion: 1, decades: true },
    {
      key: 'earlyStopping',
      fields: [
        { key: 'patience', initial: 5 },
        { key: 'minDelta', decades: true },
      ],
    },
  ],
}

export interface DatasetForm extends Form {
  /** `page`: drawn at once, right here, by the engine's own code; `lab`: big or read from files, so the lab is asked. */
  readonly loads: 'page' | 'lab'
}

/** Sliders of the settings that sets drawn on the plane share. */
const planarFields: readonly FieldHint[] = [
  { key: 'samples', step: 50 },
  { key: 'noise', slider: { from: 0, to: 0.5, scale: 'linear' }, step: 0.01 },
]

export const datasetForms: Readonly<Record<DatasetSpec['name'], DatasetForm>> = {
  xor: { loads: 'page', fields: [] },
  circles: { loads: 'page', fields: planarFields },
  moons: { loads: 'page', fields: planarFields },
  blobs: { loads: 'page', fields: [{ key: 'classes' }, ...planarFields] },
  spiral: { loads: 'page', fields: [{ key: 'classes' }, { key: 'turns', step: 0.25 }, ...planarFields] },
  flower: { loads: 'page', fields: [{ key: 'petals' }, ...planarFields] },
  people: { loads: 'page', fields: [] },
  digits: {
    loads: 'lab',
    fields: [
      { key: 'samples', step: 500 },
      { key: 'variety', slider: { from: 0, to: 2, scale: 'linear' }, step: 0.1 },
      { key: 'noise', slider: { from: 0, to: 0.5, scale: 'linear' }, step: 0.01 },
    ],
  },
  idx: {
    loads: 'lab',
    // No endings: these files are called train-images-idx3-ubyte as often as ….gz.
    fields: [{ key: 'images' }, { key: 'labels' }, { key: 'limit', suggestion: 10_000, step: 1000 }],
  },
  mnist: {
    loads: 'lab',
    fields: [{ key: 'set' }, { key: 'part' }, { key: 'limit', suggestion: 10_000, step: 1000 }],
  },
  csv: {
    loads: 'lab',
    fields: [
      { key: 'file', extensions: ['csv', 'tsv', 'tab', 'txt', 'gz'] },
      { key: 'target', text: 'targetColumn', named: true },
      { key: 'delimiter' },
      { key: 'header' },
      { key: 'decimal' },
      { key: 'missing' },
      { key: 'missingMarkers', json: true },
      { key: 'columns', json: true },
      { key: 'limit', text: 'rowLimit', suggestion: 10_000, step: 1000 },
    ],
  },
  npz: {
    loads: 'lab',
    fields: [
      { key: 'file', text: 'archive', initial: '', suggestion: '', extensions: ['npz'] },
      { key: 'inputs', text: 'inputArray', extensions: ['npy'] },
      { key: 'targets', text: 'targetArray', extensions: ['npy'] },
      { key: 'layout' },
    ],
  },
  images: {
    loads: 'lab',
    fields: [
      { key: 'file', text: 'imageFile', extensions: ['zip'] },
      { key: 'size', text: 'imageSize', suggestion: [28, 28] },
      { key: 'channels' },
    ],
  },
  text: {
    loads: 'lab',
    fields: [
      {
        key: 'text',
        insteadOf: 'file',
        multiline: true,
        initial: 'The cat drinks milk. The dog eats meat. The cat eats fish. The dog drinks water.',
      },
      { key: 'file', insteadOf: 'text', extensions: ['txt', 'md'] },
      { key: 'task', initial: 'cbow' },
      { key: 'window' },
      { key: 'context' },
      { key: 'minCount' },
      { key: 'subsample', decades: true },
      { key: 'lowercase' },
    ],
  },
  inline: {
    loads: 'page',
    fields: [
      {
        key: 'inputs',
        initial: [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ],
      },
      { key: 'targets', initial: [[0], [0], [0], [1]] },
    ],
  },
}

/** The keys every dataset has; they have controls of their own. */
export const datasetCommonKeys = ['split', 'scale'] as const
