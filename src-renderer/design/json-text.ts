import { formatPath, InputError, type JsonPath } from '../../src-engine/problem.ts'
import { scanJson } from '../../src-engine/formats/json-syntax.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'

/** Where things stand in a JSON text. */
export interface JsonPlaces {
  /** Offset of each value, by its path as messages write it. */
  readonly offsets: ReadonlyMap<string, number>
  /** Where the text stops being JSON; null if it is. */
  readonly brokenAt: number | null
}

/** Where the values of a JSON text begin; up to its first mistake, if it has one. */
export function findPlaces(text: string): JsonPlaces {
  const offsets = new Map<string, number>()
  const brokenAt = scanJson(text, (path, offset) => offsets.set(formatPath(path), offset))
  return { offsets, brokenAt }
}

/** The offset of the value at `path`, or of the nearest value around it that the text has. */
export function offsetOf({ offsets }: JsonPlaces, path: JsonPath): number {
  for (let length = path.length; length > 0; length--) {
    const offset = offsets.get(formatPath(path.slice(0, length)))
    if (offset !== undefined) return offset
  }
  return 0
}

const widest = 76

/** JSON as a person would write it: what fits on one line stands on one line. */
export function formatJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (value === null || typeof value !== 'object') return flat
  const isList = Array.isArray(value)
  const parts = isList
    ? value.map((one): [string, unknown] => ['', one])
    : Object.entries(value).map(([key, one]): [string, unknown] => [`${JSON.stringify(key)}: `, one])
  const isLeaf = parts.every(([, one]) => one === null || typeof one !== 'object' || Array.isArray(one))
  const spaced = parts.map(([key, one]) => key + formatJson(one, '')).join(', ')
  if (isLeaf && indent !== '' && !spaced.includes('\n') && indent.length + spaced.length <= widest) {
    return isList ? `[${spaced}]` : `{ ${spaced} }`
  }
  if (parts.length === 0) return flat
  const inner = `${indent}  `
  const lines = parts.map(([key, one]) => `${inner}${key}${formatJson(one, inner)}`)
  return isList ? `[\n${lines.join(',\n')}\n${indent}]` : `{\n${lines.join(',\n')}\n${indent}}`
}

/** The experiment with its keys where the file has them, whatever was set last: the name of the data comes first. */
export function inOrder(experiment: Experiment): Experiment {
  try {
    return parseExperiment(experiment)
  } catch (error) {
    // One that is not whole yet keeps the order it has.
    if (!(error instanceof InputError)) throw error
    return experiment
  }
}
