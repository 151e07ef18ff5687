import type { z } from 'zod'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import type { InitializerSpec } from '../../src-engine/initializers/index.ts'
import type { LayerSpec } from '../../src-engine/layers/index.ts'
import type { OptimizerSpec } from '../../src-engine/optimizers/index.ts'
import {
  datasets,
  initializers,
  layers,
  losses,
  optimizers,
  schedules,
  type LossName,
} from '../../src-engine/registry.ts'
import type { ScheduleSpec } from '../../src-engine/schedules/index.ts'
import { trainingSchema } from '../../src-engine/spec.ts'
import { fieldsOf, freshSpec, type Field } from './fields.ts'
import { sameData, valueAt } from './set-at.ts'
import { datasetForms } from './forms/datasets.ts'
import { initializerForms } from './forms/initializers.ts'
import { layerForms } from './forms/layers.ts'
import { optimizerForms, scheduleForms } from './forms/optimizers.ts'
import { regularizationForm, trainingForm } from './forms/training.ts'
import type { Form } from './forms/form.ts'

/*
 * What can be chosen, in the order a person sees it, with the form of each. The order is that of the forms; a type that
 * is registered and has no form does not compile.
 */

export interface CatalogEntry<N extends string, S> {
  readonly name: N
  readonly schema: z.ZodType
  readonly fields: readonly Field[]
  /** A new one, ready to be used. */
  fresh(): S
}

type Catalog<N extends string, S> = ReadonlyMap<N, CatalogEntry<N, S>>

export const layerCatalog: Catalog<LayerSpec['type'], LayerSpec> = catalog('type', layers, layerForms)
export const initializerCatalog: Catalog<InitializerSpec['type'], InitializerSpec> = catalog(
  'type',
  initializers,
  initializerForms,
)
export const optimizerCatalog: Catalog<OptimizerSpec['type'], OptimizerSpec> = catalog(
  'type',
  optimizers,
  optimizerForms,
)
export const scheduleCatalog: Catalog<ScheduleSpec['type'], ScheduleSpec> = catalog('type', schedules, scheduleForms)
export const datasetCatalog: Catalog<DatasetSpec['name'], DatasetSpec> = catalog('name', datasets, datasetForms)
export const lossNames: readonly LossName[] = losses.map((loss) => loss.name)
export const trainingFields: readonly Field[] = fieldsOf(trainingSchema, trainingForm)
export const regularizationFields: readonly Field[] = fieldsOf(trainingSchema, regularizationForm)

/** The types that a setting can be of, by the name its form gives. */
export const variantCatalogs = { initializers: initializerCatalog, schedules: scheduleCatalog } as const

export type Variant = InitializerSpec | ScheduleSpec

/** The entry of one type a setting can be of. Throws if there is none of that name. */
export function variantOf(variants: keyof typeof variantCatalogs, type: string): CatalogEntry<string, Variant> {
  const entry = (variantCatalogs[variants] as Catalog<string, Variant>).get(type)
  if (!entry) throw new Error(`${variants} has nothing of the type ${type}`)
  return entry
}

/**
 * Another optimiser in place of `before`: what both begin with the same value of is kept as it is set. A learning rate
 * that suits gradient descent, for one, is far too large for Adam.
 */
export function optimizerInsteadOf(before: OptimizerSpec, type: OptimizerSpec['type']): OptimizerSpec {
  const fresh = entryOf(optimizerCatalog, type).fresh()
  const start = entryOf(optimizerCatalog, before.type).fresh()
  const kept = Object.entries(before).filter(
    ([key]) => key !== 'type' && key in fresh && sameData(valueAt(fresh, [key]), valueAt(start, [key])),
  )
  return { ...fresh, ...Object.fromEntries(kept) }
}

export function entryOf<N extends string, S>(catalog: Catalog<N, S>, name: N): CatalogEntry<N, S> {
  const entry = catalog.get(name)
  if (!entry) throw new Error(`nothing is registered as ${name}`)
  return entry
}

/** Joins registered types with their forms by name. */
function catalog<N extends string, S>(
  discriminator: 'type' | 'name',
  types: readonly Readonly<{ schema: z.ZodType } & Partial<Record<'type' | 'name', N>>>[],
  forms: Readonly<Record<N, Form>>,
): Catalog<N, S> {
  // Object.keys forgets that the keys of a record of N are N.
  const names = Object.keys(forms) as N[]
  return new Map(
    names.map((name) => {
      const type = types.find((candidate) => candidate[discriminator] === name)
      if (!type) throw new Error(`the form ${name} belongs to nothing that is registered`)
      const form = forms[name]
      // A fresh spec has the keys of its own schema, which is what S names; tests parse every one.
      const fresh = (): S => freshSpec(discriminator, type.schema, name, form) as S
      return [name, { name, schema: type.schema, fields: fieldsOf(type.schema, form), fresh }]
    }),
  )
}
