import fc from 'fast-check'
import type { LayerSpec } from '../../../src-engine/layers/index.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import type { Signal } from '../../../src-engine/layers/layer.ts'
import { layers } from '../../../src-engine/registry.ts'
import { checkNetwork } from '../../../src-engine/validate.ts'

const small = (max: number) => fc.integer({ min: 1, max })
const pair = (max: number) => fc.oneof(small(max), fc.tuple(small(max), small(max)))
const pool = { size: pair(3), stride: fc.option(pair(3)) }

/** Settings of each registered layer, drawn at random and kept small. */
const settings: Record<LayerSpec['type'], Record<string, fc.Arbitrary<unknown>>> = {
  dense: { units: small(5), bias: fc.boolean() },
  conv2d: {
    filters: small(3),
    kernel: pair(3),
    stride: pair(2),
    padding: fc.constantFrom('valid', 'same', 'full'),
    paddingMode: fc.constantFrom('zeros', 'replicate'),
    bias: fc.boolean(),
  },
  max_pool2d: pool,
  avg_pool2d: pool,
  flatten: {},
  dropout: { rate: fc.double({ min: 0, max: 0.9, noNaN: true }) },
  embedding: { dim: small(4) },
  identity: {},
  sigmoid: {},
  tanh: {},
  relu: {},
  leaky_relu: { slope: fc.double({ min: 0, max: 1, noNaN: true }) },
  softmax: {},
}

/** Any registered layer with any settings. */
export const anyLayer: fc.Arbitrary<LayerSpec> = fc
  .constantFrom(...layers.map(({ type }) => type))
  .chain((type) => fc.record({ type: fc.constant(type), ...settings[type] }))
  .map((spec) => layerSchema.parse(spec))

/** What could reach a first layer: a row, an image, or words. */
export const anySignal: fc.Arbitrary<Signal> = fc.oneof(
  fc.record({ shape: fc.tuple(small(6)), vocabulary: fc.constant(null) }),
  fc.record({ shape: fc.tuple(small(3), small(7), small(7)), vocabulary: fc.constant(null) }),
  fc.record({ shape: fc.tuple(small(4)), vocabulary: fc.integer({ min: 2, max: 6 }) }),
)

/** A stack that fits what reaches it: of layers drawn at random, those are left out that do not fit. */
export const anyFittingStack: fc.Arbitrary<{ signal: Signal; layers: LayerSpec[] }> = fc
  .tuple(anySignal, fc.array(anyLayer, { maxLength: 8 }), small(4))
  .map(([signal, drawn, dim]) => {
    const stack = signal.vocabulary === null ? [] : [layerSchema.parse({ type: 'embedding', dim })]
    for (const layer of drawn) if (reportOn(signal, [...stack, layer]).layers.every(fits)) stack.push(layer)
    return { signal, layers: stack }
  })
  .filter(({ layers: stack }) => stack.length > 0)

const fits = ({ problems }: { readonly problems: readonly unknown[] }) => problems.length === 0

/** What is known of a stack before it is built. */
export function reportOn({ shape, vocabulary }: Signal, stack: readonly LayerSpec[]) {
  const words = vocabulary === null ? {} : { vocabulary: Array.from({ length: vocabulary }, (_, i) => `word ${i}`) }
  const data = { inputShape: shape, targetShape: [1], task: 'regression', ...words } as const
  return checkNetwork({ network: { layers: [...stack] }, loss: 'half_squared_error' }, data)
}
