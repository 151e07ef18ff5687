import type { LayerSpec } from '../../../src-engine/layers/index.ts'
import type { FieldHint, Form } from './form.ts'

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
