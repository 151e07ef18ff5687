import { z } from 'zod'
import { experimentSchema, type Experiment } from '../../src-engine/spec.ts'

const storageKey = 'backprop-lab.draft'

const keptSchema = z.strictObject({
  version: z.literal(1),
  experiment: experimentSchema,
  directory: z.string().nullable(),
  /** The experiment kept in the lab that this is a state of, as it was last saved or opened. */
  savedId: z.string().nullable(),
  baseline: experimentSchema,
})

/** What a person was working on when the window closed. */
export interface Kept {
  readonly experiment: Experiment
  readonly directory: string | null
  readonly savedId: string | null
  readonly baseline: Experiment
}

/** `discarded`: something was kept that this version cannot read; it is gone, and the person should know. */
export type Restored =
  { readonly kind: 'none' } | { readonly kind: 'discarded' } | { readonly kind: 'kept'; readonly kept: Kept }

export function readDraft(storage: Storage): Restored {
  const text = storage.getItem(storageKey)
  if (text === null) return { kind: 'none' }
  const parsed = keptSchema.safeParse(parseJson(text))
  if (parsed.success) return { kind: 'kept', kept: parsed.data }
  console.warn('The kept draft cannot be read and is discarded', parsed.error)
  storage.removeItem(storageKey)
  return { kind: 'discarded' }
}

/**
 * Keeps a draft. One that breaks the rules of experiments (no layers, no file chosen yet) is passed over: the last good
 * one stays. Throws DOMException when the storage is full.
 */
export function keepDraft(storage: Storage, kept: Kept): void {
  if (experimentSchema.safeParse(kept.experiment).success) {
    storage.setItem(storageKey, JSON.stringify({ version: 1, ...kept }))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
