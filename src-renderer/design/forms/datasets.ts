import type { DatasetSpec } from '../../../src-engine/datasets/index.ts'
import type { FieldHint, Form } from './form.ts'

export interface DatasetForm extends Form {
  /** `page`: drawn at once, right here, by the engine's own code; `lab`: big or read from files, so the lab is asked. */
  readonly loads: 'page' | 'lab'
  /** Keys that have no field here: they are set with the data in sight (`components/table/`). */
  readonly elsewhere?: readonly string[]
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
    elsewhere: ['target', 'delimiter', 'header', 'decimal', 'missing', 'missingMarkers', 'columns'],
    fields: [
      { key: 'file', typed: true },
      { key: 'limit', text: 'rowLimit', suggestion: 10_000, step: 1000 },
    ],
  },
  npz: {
    loads: 'lab',
    fields: [
      { key: 'file', text: 'archive', initial: '', suggestion: '', extensions: ['npz'] },
      { key: 'inputs', text: 'inputArray', array: true, extensions: ['npy'] },
      { key: 'targets', text: 'targetArray', array: true, extensions: ['npy'] },
      { key: 'layout' },
    ],
  },
  images: {
    loads: 'lab',
    fields: [
      { key: 'file', text: 'imageFile', folders: true, extensions: ['zip'] },
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
