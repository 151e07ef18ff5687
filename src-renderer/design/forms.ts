import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { InitializerSpec } from '../../src-engine/initializers/index.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'
import type { SliderRange } from './slider-scale.ts'

/*
 * What a person can set, per registered type: one row here is a whole form. Kind of control, limits, choices and
 * defaults are read from the engine's schema (fields.ts); a row says only what the schema cannot know.
 */

export interface FieldHint {
  /** The key in the experiment file; also names the label (`design.fields.<key>`). */
  readonly key: string
  /** The value a new one starts with, where the schema has no default or a lab has a better one. */
  readonly initial?: unknown
  /** A slider beside the exact entry, with its range. */
  readonly slider?: SliderRange
  /** How far one click or arrow key goes, where 1 (whole numbers) or a tenth of the range is not right. */
  readonly step?: number
  /** Shown only while this switch of the same form is on. */
  readonly needs?: string
  /** What an optional number starts with when it is switched on. */
  readonly suggestion?: number
  /** Endings of the files to choose from, for a key that names a file. */
  readonly extensions?: readonly string[]
}

export interface Form {
  readonly fields: readonly FieldHint[]
}

export interface LayerForm extends Form {
  /** Activations clip onto the layer above them. */
  readonly group: 'layer' | 'activation'
  /** Its picture: every input wired to every unit, the curve of its function, or shares of a whole. */
  readonly glyph: 'wires' | 'curve' | 'bars'
  /** The key whose value stands on the card behind the layer's name. */
  readonly headline?: string
}

export const layerForms: Readonly<Record<LayerSpec['type'], LayerForm>> = {
  dense: {
    group: 'layer',
    glyph: 'wires',
    headline: 'units',
    fields: [{ key: 'units', initial: 16 }, { key: 'bias' }, { key: 'weightInit' }, { key: 'biasInit', needs: 'bias' }],
  },
  relu: { group: 'activation', glyph: 'curve', fields: [] },
  leaky_relu: {
    group: 'activation',
    glyph: 'curve',
    headline: 'slope',
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

export const optimizerForms: Readonly<Record<OptimizerSpec['type'], Form>> = {
  sgd: {
    fields: [
      { key: 'learningRate', initial: 0.1, slider: { from: 0.0001, to: 10, scale: 'log' }, step: 0.01 },
      // Momentum is felt as 1 / (1 − γ) steps of memory: equal distances on its slider are equal factors of that.
      { key: 'momentum', slider: { from: 0, to: 0.999, scale: 'complement' }, step: 0.01 },
    ],
  },
}

export const trainingForm: Form = {
  fields: [
    { key: 'epochs', initial: 20 },
    { key: 'batchSize' },
    { key: 'shuffle' },
    { key: 'precision' },
    { key: 'reduction' },
    { key: 'checkpointEvery' },
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
