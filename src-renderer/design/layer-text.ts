import { z } from 'zod'
import { layerSchema, type LayerSpec } from '../../src-engine/layers/index.ts'
import { inputError, InputError } from '../../src-engine/problem.ts'
import { problemsOf } from '../../src-engine/schema-problems.ts'
import { say } from '../../src-engine/sentence.ts'

const layersSchema = z.array(layerSchema).min(1)

/** Layers as they are copied: JSON, as they stand in an experiment file. */
export function layersToText(layers: readonly LayerSpec[]): string {
  return JSON.stringify(layers, null, 2)
}

/**
 * Layers from a text: a list of them, one alone, or the JSON of a whole experiment, of which its layers are taken.
 *
 * @throws InputError where the text is none of these
 */
export function readLayers(text: string): LayerSpec[] {
  const found = layersIn(parse(text))
  const result = layersSchema.safeParse(found)
  if (result.success) return result.data
  throw new InputError(problemsOf(result.error, layersSchema, found))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw inputError([], say('holds no layers in JSON'), say('copy cards of a stack or the JSON of an experiment'))
  }
}

function layersIn(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json
  if ('network' in json) return layersIn(json.network)
  if ('layers' in json) return json.layers
  return [json]
}
