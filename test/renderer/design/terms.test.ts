import { describe, expect, it } from 'vitest'
import { datasets, initializers, layers, losses, optimizers, schedules } from '../../../src-engine/registry.ts'
import en from '../../../src-renderer/locales/en/design.ts'
import ru from '../../../src-renderer/locales/ru/design.ts'
import {
  datasetCatalog,
  initializerCatalog,
  layerCatalog,
  optimizerCatalog,
  regularizationFields,
  scheduleCatalog,
  trainingFields,
} from '../../../src-renderer/design/catalog.ts'
import type { Field } from '../../../src-renderer/design/fields.ts'

type Texts = Readonly<Record<string, unknown>>

for (const [language, texts] of [
  ['English', en],
  ['Russian', ru],
] as const) {
  const at = (group: keyof typeof en): Texts => texts[group]

  describe(`everything that can be chosen has a name in ${language}`, () => {
    it('layers, with a word about what they do', () => {
      for (const { type } of layers) {
        const { name, hint } = at('layers')[type] as Texts
        expect(name, type).toBeTypeOf('string')
        expect(hint, type).toBeTypeOf('string')
      }
    })

    it('initialisers, losses, optimisers, schedules and datasets', () => {
      for (const { type } of initializers) expect(at('initializers')[type], type).toBeTypeOf('string')
      for (const { name } of losses) expect(at('losses')[name], name).toBeTypeOf('string')
      for (const { type } of schedules) expect(at('schedules')[type], type).toBeTypeOf('string')
      for (const { type } of optimizers) expect(at('optimizers')[type], type).toBeTypeOf('string')
      for (const { name } of datasets) expect(at('datasets')[name], name).toBeTypeOf('string')
    })

    it('no two of a kind have the same', () => {
      for (const group of ['initializers', 'losses', 'datasets', 'optimizers', 'schedules'] as const) {
        const names = Object.values(at(group))
        expect(new Set(names).size, group).toBe(names.length)
      }
    })

    it('every setting, and every fixed choice of one', () => {
      const catalogs = [layerCatalog, initializerCatalog, optimizerCatalog, scheduleCatalog, datasetCatalog]
      const withInner = (fields: readonly Field[]): readonly Field[] =>
        fields.flatMap((field) => [field, ...withInner(field.fields)])
      const fields = withInner([
        ...catalogs.flatMap((catalog) => [...catalog.values()]).flatMap((entry) => entry.fields),
        ...trainingFields,
        ...regularizationFields,
      ])
      for (const { key, text = key, choices } of fields) {
        expect(at('fields')[text], text).toBeTypeOf('string')
        for (const choice of choices) expect(at('choices')[choice], choice).toBeTypeOf('string')
      }
    })
  })
}

describe('the Russian terms', () => {
  it('are those a teacher uses', () => {
    expect(ru.layers.dense.hint).toContain('Полносвязный слой')
    expect(ru.fields.learningRate).toBe('Скорость обучения')
    expect(ru.fields.loss).toBe('Функция потерь')
    expect(ru.fields.weightInit).toBe('Инициализация весов')
    expect(ru.palette.activations).toBe('Функции активации')
    expect(ru.layers.conv2d.hint).toContain('Свёрточный слой')
    expect(ru.layers.max_pool2d.hint).toContain('Субдискретизация (пулинг)')
    expect(ru.layers.dropout.hint).toContain('Прореживание (dropout)')
    expect(ru.layers.embedding.hint).toContain('Векторное представление слов')
    expect(ru.fields.padding).toBe('Дополнение (padding)')
    expect(ru.fields.schedule).toBe('Расписание скорости обучения')
    expect(ru.losses.binary_cross_entropy).toBe('Бинарная кросс-энтропия')
  })
})
