import { describe, expect, it } from 'vitest'
import { datasetSchema } from '../../../src-engine/datasets/index.ts'
import { initializerSchema } from '../../../src-engine/initializers/index.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import { optimizerSchema } from '../../../src-engine/optimizers/index.ts'
import { datasets, initializers, layers, optimizers } from '../../../src-engine/registry.ts'
import { trainingSchema } from '../../../src-engine/spec.ts'
import {
  datasetCatalog,
  entryOf,
  initializerCatalog,
  layerCatalog,
  optimizerCatalog,
  trainingFields,
} from '../../../src-renderer/design/catalog.ts'
import { keysOf } from '../../../src-renderer/design/fields.ts'
import { datasetCommonKeys, datasetForms } from '../../../src-renderer/design/forms.ts'

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
      const keys = [...entry.fields.map((field) => field.key), ...datasetCommonKeys]
      expect(keys.sort()).toEqual([...keysOf(schema)].sort())
      const files = entry.fields.filter((field) => field.control === 'file' && !field.optional)
      const chosen = Object.fromEntries(files.map((field) => [field.key, 'some-file']))
      expect(datasetSchema.parse({ ...entry.fresh(), ...chosen })).toMatchObject({ ...entry.fresh(), ...chosen })
    })
  }

  it('training: all its settings', () => {
    expect(trainingFields.map((field) => field.key).sort()).toEqual([...keysOf(trainingSchema)].sort())
  })

  it('datasets that read files are never loaded in the page', () => {
    for (const { name, ...type } of datasets) {
      if ('files' in type) expect(datasetForms[name].loads, name).toBe('lab')
    }
  })
})

describe('a field', () => {
  it('takes its limits and choices from the schema', () => {
    const units = entryOf(layerCatalog, 'dense').fields.find((field) => field.key === 'units')
    expect(units).toMatchObject({ control: 'number', integer: true, minimum: 1, maximum: 100_000, optional: false })
    const momentum = entryOf(optimizerCatalog, 'sgd').fields.find((field) => field.key === 'momentum')
    expect(momentum).toMatchObject({ control: 'number', minimum: 0, maximum: 1, open: true })
    const petals = entryOf(datasetCatalog, 'flower').fields.find((field) => field.key === 'petals')
    expect(petals).toMatchObject({ integer: true, step: 2 })
    const precision = trainingFields.find((field) => field.key === 'precision')
    expect(precision).toMatchObject({ control: 'choice', choices: ['float32', 'float64'] })
  })
})
