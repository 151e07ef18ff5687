import type { LayerSpec } from '../../layers/index.ts'
import { activationFormulas } from './activations.ts'
import { conv2dFormulas } from './conv2d.ts'
import { denseFormulas } from './dense.ts'
import { embeddingFormulas } from './embedding.ts'
import type { Expression } from './expression.ts'
import type { LayerFormulas } from './layer-formulas.ts'
import { isMerged, lossGradientFormula } from './losses.ts'
import { dropoutFormulas, flattenFormulas } from './passing.ts'
import { avgPoolFormulas, maxPoolFormulas } from './pooling.ts'
import type { Cell, RetracedStep } from './retraced-step.ts'
import { softmaxFormulas } from './softmax.ts'

/** The formulas of every type of layer. */
const formulas: { readonly [T in LayerSpec['type']]: LayerFormulas<Extract<LayerSpec, { type: T }>> } = {
  dense: denseFormulas,
  conv2d: conv2dFormulas,
  max_pool2d: maxPoolFormulas,
  avg_pool2d: avgPoolFormulas,
  flatten: flattenFormulas,
  dropout: dropoutFormulas,
  embedding: embeddingFormulas,
  identity: activationFormulas('identity'),
  sigmoid: activationFormulas('sigmoid'),
  tanh: activationFormulas('tanh'),
  relu: activationFormulas('relu'),
  leaky_relu: activationFormulas('leaky_relu'),
  softmax: softmaxFormulas,
}

export function formulasOf(spec: LayerSpec): LayerFormulas<LayerSpec> {
  return formulas[spec.type]
}

/** Layers that pass each number on by itself: through them a gradient is followed to what made it. */
const passing: ReadonlySet<LayerSpec['type']> = new Set([
  'identity',
  'sigmoid',
  'tanh',
  'relu',
  'leaky_relu',
  'dropout',
  'flatten',
])

/**
 * `∂C/∂` of a number of a signal, from what comes behind it: the loss, or the next layer.
 *
 * Through layers that pass each number on by itself it is followed further, so that the delta of a hidden unit is the
 * classical `δⱼ = (Σₖ δₖ·wₖⱼ)·f′(zⱼ)` in one formula.
 */
export function gradientFormula(step: RetracedStep, signal: number, sample: number, cell: Cell): Expression {
  const next = signal + 1
  if (signal === step.lastSignal || (next === step.lastSignal && isMerged(step))) {
    return lossGradientFormula(step, sample, cell)
  }
  const spec = step.spec(next)
  const behind = (output: Cell): Expression =>
    passing.has(spec.type) ? gradientFormula(step, next, sample, output) : step.gradient(next, sample, output)
  return formulasOf(spec).inputGradient({ step, layer: next, sample }, spec, cell, behind)
}
