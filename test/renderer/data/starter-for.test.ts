import { describe, expect, test } from 'vitest'
import type { Dataset } from '../../../src-engine/datasets/dataset.ts'
import { datasets, datasetTypeOf } from '../../../src-engine/registry.ts'
import { checkExperiment } from '../../../src-engine/validate.ts'
import { starterFor } from '../../../src-renderer/data/starter-for.ts'
import { datasetCatalog, entryOf } from '../../../src-renderer/design/catalog.ts'
import { drawDataset } from '../../../src-renderer/design/data.ts'
import type { DatasetSpec } from '../../../src-main/protocol.ts'

function draw(spec: DatasetSpec): Dataset {
  const drawn = drawDataset(spec, 1)
  if ('problems' in drawn) throw new Error('the data cannot be drawn')
  return drawn.dataset
}

const filesOf = (spec: DatasetSpec) => Object.keys(datasetTypeOf(spec).files?.(spec) ?? {})
const drawable = datasets
  .map(({ name }) => name)
  .filter((name) => filesOf(entryOf(datasetCatalog, name).fresh()).length === 0)

describe('a starter experiment', () => {
  test.each(drawable)('with %s trains as it is: nothing in it is a problem', (name) => {
    const fresh = entryOf(datasetCatalog, name).fresh()
    const spec = name === 'digits' ? { ...fresh, samples: 20 } : fresh
    const dataset = draw(spec)
    const experiment = starterFor(spec, { ...dataset, measures: [] }, 'first', 3)
    expect(checkExperiment(experiment, dataset).problems).toEqual([])
    expect(experiment).toMatchObject({ name: 'first', seed: 3, dataset: { name } })
  })

  test('ends as its targets ask for: one sigmoid, a softmax over the classes, or plain numbers', () => {
    const ends = (spec: DatasetSpec): unknown[] => {
      const { network, loss } = starterFor(spec, { ...draw(spec), measures: [] }, 'x', 1)
      return [...network.layers.slice(-2).map(({ type }) => type), loss]
    }
    expect(ends(entryOf(datasetCatalog, 'moons').fresh())).toEqual(['dense', 'sigmoid', 'binary_cross_entropy'])
    expect(ends(entryOf(datasetCatalog, 'blobs').fresh())).toEqual(['dense', 'softmax', 'categorical_cross_entropy'])
    const measured = { ...entryOf(datasetCatalog, 'inline').fresh(), targets: [[0.5], [2], [3], [1]] } as DatasetSpec
    expect(ends(measured)).toEqual(['tanh', 'dense', 'mean_squared_error'])
  })
})
