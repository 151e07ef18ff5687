import { describe, expect, it } from 'vitest'
import { datasetSchema } from '../../../src-engine/datasets/index.ts'
import { initializerSchema } from '../../../src-engine/initializers/index.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import { optimizerSchema } from '../../../src-engine/optimizers/index.ts'
import { datasets, initializers, layers, optimizers, schedules } from '../../../src-engine/registry.ts'
import { scheduleSchema } from '../../../src-engine/schedules/index.ts'
import { trainingSchema } from '../../../src-engine/spec.ts'
import {
  datasetCatalog,
  entryOf,
  initializerCatalog,
  layerCatalog,
  optimizerCatalog,
  optimizerInsteadOf,
  regularizationFields,
  scheduleCatalog,
  trainingFields,
} from '../../../src-renderer/design/catalog.ts'
import { keysOf } from '../../../src-renderer/design/fields.ts'
import { datasetCommonKeys, datasetForms } from '../../../src-renderer/design/forms/datasets.ts'

describe('every registered type has a form', () => {
  for (const { type, schema } of layers) {
    it(`layer ${type}: all its settings, and a new one is a valid layer`, () => {
      const entry = entryOf(layerCatalog, type)
      expect(entry.fields.map((field) => field.key).sort()).toEqual([...keysOf(schema)].sort())
      expect(layerSchema.parse(entry.fresh())).toEqual(entry.fresh())
    })
  }
  for (const { type, schema } of initializers) {
    it(`initialiser ${type}: all its settings, and a new one is valid`, () => {
      const entry = entryOf(initializerCatalog, type)
      expect(entry.fields.map((field) => field.key).sort()).toEqual([...keysOf(schema)].sort())
      expect(initializerSchema.parse(entry.fresh())).toEqual(entry.fresh())
    })
  }
  for (const { type, schema } of optimizers) {
    it(`optimiser ${type}: all its settings, and a new one is valid`, () => {
      const entry = entryOf(optimizerCatalog, type)
      expect(entry.fields.map((field) => field.key).sort()).toEqual([...keysOf(schema)].sort())
      expect(optimizerSchema.parse(entry.fresh())).toEqual(entry.fresh())
    })
  }
  for (const { name, schema } of datasets) {
    it(`dataset ${name}: all its settings, and a new one is valid but for files to be chosen`, () => {
      const entry = entryOf(datasetCatalog, name)
      const keys = [
        ...entry.fields.map((field) => field.key),
        ...datasetCommonKeys,
        ...(datasetForms[name].elsewhere ?? []),
      ]
      expect(keys.sort()).toEqual([...keysOf(schema)].sort())
      const files = entry.fields.filter((field) => field.control === 'file' && field.initial === '')
      const chosen = Object.fromEntries(files.map((field) => [field.key, 'some-file']))
      expect(datasetSchema.parse({ ...entry.fresh(), ...chosen })).toMatchObject({ ...entry.fresh(), ...chosen })
    })
  }

  for (const { type, schema } of schedules) {
    it(`schedule ${type}: all its settings, and a new one is valid`, () => {
      const entry = entryOf(scheduleCatalog, type)
      expect(entry.fields.map((field) => field.key).sort()).toEqual([...keysOf(schema)].sort())
      expect(scheduleSchema.parse(entry.fresh())).toEqual(entry.fresh())
    })
  }

  it('training: all its settings', () => {
    const keys = [...trainingFields, ...regularizationFields].map((field) => field.key)
    expect(keys.sort()).toEqual([...keysOf(trainingSchema)].sort())
  })

  it('what an optional setting starts with when it is switched on is valid', () => {
    const switched = [...trainingFields, ...regularizationFields].filter((field) => field.optional)
    expect(switched.map((field) => field.key)).toEqual(['negativeSampling', 'clipNorm', 'earlyStopping'])
    const on = Object.fromEntries(switched.map((field) => [field.key, field.suggestion]))
    expect(trainingSchema.parse({ epochs: 1, ...on })).toMatchObject(on)
    const off = Object.fromEntries(switched.map((field) => [field.key, field.empty]))
    expect(trainingSchema.parse({ epochs: 1 })).toMatchObject(off)
  })

  it('datasets that read files are never loaded in the page', () => {
    for (const { name, ...type } of datasets) {
      if ('files' in type || 'stream' in type) expect(datasetForms[name].loads, name).toBe('lab')
    }
  })
})

describe('a field', () => {
  it('takes its limits and choices from the schema', () => {
    const units = entryOf(layerCatalog, 'dense').fields.find((field) => field.key === 'units')
    expect(units).toMatchObject({ control: 'number', integer: true, minimum: 1, maximum: 100_000, optional: false })
    const momentum = entryOf(optimizerCatalog, 'sgd').fields.find((field) => field.key === 'momentum')
    expect(momentum).toMatchObject({ control: 'number', minimum: 0, maximum: 1, exclusive: 'max' })
    const petals = entryOf(datasetCatalog, 'flower').fields.find((field) => field.key === 'petals')
    expect(petals).toMatchObject({ integer: true, step: 2 })
    const precision = trainingFields.find((field) => field.key === 'precision')
    expect(precision).toMatchObject({ control: 'choice', choices: ['float32', 'float64'] })
    const decay = entryOf(scheduleCatalog, 'exponential').fields[0]
    expect(decay).toMatchObject({ minimum: 0, maximum: 1, exclusive: 'min' })
    const kernel = entryOf(layerCatalog, 'conv2d').fields.find((field) => field.key === 'kernel')
    expect(kernel).toMatchObject({ control: 'pair', integer: true, minimum: 1, maximum: 1000, optional: false })
    const stride = entryOf(layerCatalog, 'max_pool2d').fields.find((field) => field.key === 'stride')
    expect(stride).toMatchObject({ control: 'pair', optional: true, empty: null, initial: null })
  })
})

describe('another optimiser', () => {
  const sgd = optimizerSchema.parse({
    type: 'sgd',
    learningRate: 0.5,
    momentum: 0.9,
    schedule: { type: 'cosine' },
    warmupEpochs: 2,
  })

  it('keeps the schedule, and takes its own usual learning rate where another one is usual', () => {
    const adam = optimizerInsteadOf(sgd, 'adam')
    expect(adam).toMatchObject({ type: 'adam', learningRate: 0.001, schedule: { type: 'cosine' }, warmupEpochs: 2 })
    expect(optimizerSchema.parse(adam)).toEqual(adam)
  })

  it('keeps the learning rate where the same one is usual', () => {
    const adam = { ...optimizerInsteadOf(sgd, 'adam'), learningRate: 0.02 }
    expect(optimizerInsteadOf(adam, 'adamw')).toMatchObject({ learningRate: 0.02, weightDecay: 0.01 })
  })
})
