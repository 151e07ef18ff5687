import type { Form } from './form.ts'

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
