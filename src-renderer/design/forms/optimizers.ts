import type { OptimizerSpec } from '../../../src-engine/optimizers/index.ts'
import type { ScheduleSpec } from '../../../src-engine/schedules/index.ts'
import type { FieldHint, Form } from './form.ts'

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
