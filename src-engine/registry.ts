import { datasets, type DatasetSpec } from './datasets/index.ts'
import type { DatasetType, StreamedDatasetType } from './datasets/dataset.ts'
import { initializers, type InitializerSpec } from './initializers/index.ts'
import type { Initializer } from './initializers/initializer.ts'
import { layers, type LayerSpec } from './layers/index.ts'
import type { LayerType } from './layers/layer.ts'
import { losses } from './losses/index.ts'
import type { Loss } from './losses/loss.ts'
import { optimizers, type OptimizerSpec } from './optimizers/index.ts'
import type { Optimizer } from './optimizers/optimizer.ts'
import { schedules, type ScheduleSpec } from './schedules/index.ts'
import type { Schedule } from './schedules/schedule.ts'
import type { z } from 'zod'

export { datasets, initializers, layers, losses, optimizers, schedules }

export type LossName = (typeof losses)[number]['name']

/*
 * From a name in the experiment file to the code behind it. A spec and its type are of one kind by construction, which
 * the compiler cannot follow through a lookup: each function below says so once, for everybody.
 */

export function layerTypeOf(spec: LayerSpec): LayerType<z.ZodType<LayerSpec>> {
  return find(layers, 'type', spec.type) as LayerType<z.ZodType<LayerSpec>>
}

export function initializerOf(spec: InitializerSpec): Initializer<z.ZodType<InitializerSpec>> {
  return find(initializers, 'type', spec.type) as Initializer<z.ZodType<InitializerSpec>>
}

export function optimizerOf(spec: OptimizerSpec): Optimizer<z.ZodType<OptimizerSpec>> {
  return find(optimizers, 'type', spec.type) as Optimizer<z.ZodType<OptimizerSpec>>
}

export function scheduleOf(spec: ScheduleSpec): Schedule<z.ZodType<ScheduleSpec>> {
  return find(schedules, 'type', spec.type) as Schedule<z.ZodType<ScheduleSpec>>
}

export function datasetTypeOf(
  spec: DatasetSpec,
): DatasetType<z.ZodType<DatasetSpec>> | StreamedDatasetType<z.ZodType<DatasetSpec>> {
  return find(datasets, 'name', spec.name) as
    DatasetType<z.ZodType<DatasetSpec>> | StreamedDatasetType<z.ZodType<DatasetSpec>>
}

export function lossOf(name: LossName): Loss {
  return find(losses, 'name', name) as Loss
}

function find<K extends string>(table: readonly Readonly<Record<K, string>>[], key: K, name: string): unknown {
  const found = table.find((entry) => entry[key] === name)
  if (!found) throw new Error(`nothing is registered as ${name}`)
  return found
}
