import { z } from 'zod'
import { datasetSchema, type DatasetSpec } from '../../src-engine/datasets/index.ts'

/** Data a person has opened from files: on this machine only, kept for the next start. */
export interface OpenedData {
  readonly dataset: DatasetSpec
  readonly seed: number
  readonly directory: string | null
}

const storageKey = 'backprop-lab.opened-data'

/** More than these nobody looks for; the oldest are forgotten first. */
const mostOpened = 50

const schema = z.array(z.object({ dataset: datasetSchema, seed: z.int().min(0), directory: z.string().nullable() }))

export function readOpened(storage: Storage): readonly OpenedData[] {
  const text = storage.getItem(storageKey)
  if (text === null) return []
  try {
    return schema.safeParse(JSON.parse(text)).data ?? []
  } catch (error) {
    console.warn(`The list of opened data cannot be read and is begun anew: ${text}`, error)
    return []
  }
}

/** @returns what was kept, the newest first */
export function keepOpened(storage: Storage, opened: readonly OpenedData[]): readonly OpenedData[] {
  const kept = opened.slice(0, mostOpened)
  storage.setItem(storageKey, JSON.stringify(kept))
  return kept
}
