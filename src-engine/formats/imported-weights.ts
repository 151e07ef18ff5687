import { strFromU8, strToU8 } from 'fflate'
import type { Tensor } from '../checkpoint.ts'
import type { Scaling } from '../datasets/scaling.ts'
import { inputError, InputError, underPath } from '../problem.ts'
import { problemsOf } from '../schema-problems.ts'
import { say } from '../sentence.ts'
import { parseUniqueJson, readJsonWeights } from './json.ts'
import { decodeNpz } from './npz.ts'
import { decodeSafetensors } from './safetensors.ts'
import { headKey, headSchema, type WeightsHead } from './weights-head.ts'

export type WeightsFormat = 'json' | 'safetensors' | 'npz'

/** Weights as a file has them, before anything is known of where they go. */
export interface ImportedWeights {
  readonly format: WeightsFormat
  /** Null where the file holds nothing but numbers: it is not the lab's own, or NPZ. */
  readonly head: WeightsHead | null
  readonly tensors: readonly Tensor[]
  /** Kept beside the weights by the scripts of the lab's own; null elsewhere. */
  readonly scaling: Scaling | null
}

/** @throws InputError where JSON is not of the lab's weights, with its path */
export function weightsOfJson(json: unknown): ImportedWeights {
  const { tensors, ...head } = readJsonWeights(json)
  return { format: 'json', head, tensors, scaling: null }
}

/** @throws InputError where the file is damaged or of another kind, naming byte or tensor */
export function decodeWeights(format: 'safetensors' | 'npz', bytes: Uint8Array): ImportedWeights {
  switch (format) {
    case 'safetensors': {
      const { metadata, tensors } = decodeSafetensors(bytes)
      const head = metadata[headKey]
      return { format, head: head === undefined ? null : readHead(head), ...withoutScaling(tensors) }
    }
    case 'npz':
      return { format, head: null, ...withoutScaling(decodeNpz(bytes)) }
  }
}

function readHead(text: string): WeightsHead {
  return underPath(['__metadata__', headKey], () => {
    const json = parseUniqueJson(strToU8(text))
    const parsed = headSchema.safeParse(json)
    if (!parsed.success) throw new InputError(problemsOf(parsed.error, headSchema, json))
    const { experiment, model, position, provenance } = parsed.data
    return { experiment, model, position, provenance }
  })
}

const scalingNames = { shift: 'scaling.shift', factor: 'scaling.factor' } as const

function withoutScaling(all: readonly Tensor[]): Pick<ImportedWeights, 'tensors' | 'scaling'> {
  const find = (wanted: string) => all.find(({ name }) => name === wanted)
  const [shift, factor] = [find(scalingNames.shift), find(scalingNames.factor)]
  if (!shift || !factor) return { tensors: all, scaling: null }
  return {
    tensors: all.filter((tensor) => tensor !== shift && tensor !== factor),
    scaling: { shift: Array.from(shift.values), factor: Array.from(factor.values) },
  }
}

/** What a file is, by its first bytes; JSON and ZIP hold more than one kind. */
export type FileKind = 'zip' | 'safetensors' | 'json'

const firstOfJson = new Set(['{', '['])

/**
 * Tells the kind of a file by its content.
 *
 * @param start the first bytes, sixteen of them where there are so many
 * @throws InputError where it is none that can be read
 */
export function kindOf(start: Uint8Array): FileKind {
  const text = strFromU8(start.subarray(0, 16), true)
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return 'zip'
  if (
    firstOfJson.has(
      text
        .replace(/^\xef\xbb\xbf/, '')
        .trimStart()
        .charAt(0),
    )
  )
    return 'json'
  if (start.length > 8 && start[8] === 0x7b && start[6] === 0 && start[7] === 0) return 'safetensors'
  const found =
    start.length === 0
      ? say('is empty')
      : say('begins with {text}, which the lab does not know', { text: quote(text.slice(0, 8)) })
  const remedy = say('needs an experiment, weights as JSON, safetensors or NPZ, or an archive of the lab')
  throw inputError([], found, remedy)
}

function quote(text: string): string {
  return JSON.stringify(text.replace(/[^\x20-\x7e]/g, '·'))
}
