import { formatPath, InputError, type JsonPath } from '../../src-engine/problem.ts'
import { parseExperiment, type Experiment } from '../../src-engine/spec.ts'

/** Where things stand in a JSON text. */
export interface JsonPlaces {
  /** Offset of each value, by its path as messages write it. */
  readonly offsets: ReadonlyMap<string, number>
  /** Where the text stops being JSON; null if it is. */
  readonly brokenAt: number | null
}

const scalar = /"(?:[^"\\\u0000-\u001f]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y // eslint-disable-line no-control-regex -- JSON forbids them in strings
const space = /[ \t\r\n]*/y

/** Follows a JSON text and notes where each value begins; up to its first mistake, if it has one. */
export function findPlaces(text: string): JsonPlaces {
  const offsets = new Map<string, number>()
  let at = 0

  function take(pattern: RegExp): string | null {
    pattern.lastIndex = at
    const [found = null] = pattern.exec(text) ?? []
    at += found?.length ?? 0
    return found
  }

  function sign(...signs: string[]): string | null {
    take(space)
    const found = text.charAt(at)
    if (found === '' || !signs.includes(found)) return null
    at++
    return found
  }

  /** Members of an object or an array up to its closing sign; false at a mistake. */
  function members(closing: string, member: (index: number) => boolean): boolean {
    if (sign(closing)) return true
    for (let i = 0; ; i++) {
      if (!member(i)) return false
      const next = sign(',', closing)
      if (next !== ',') return next !== null
    }
  }

  function value(path: JsonPath): boolean {
    take(space)
    offsets.set(formatPath(path), at)
    if (sign('[')) return members(']', (i) => value([...path, i]))
    if (!sign('{')) return take(scalar) !== null
    return members('}', () => {
      take(space)
      const key = text.charAt(at) === '"' ? take(scalar) : null
      return key !== null && sign(':') !== null && value([...path, key.slice(1, -1)])
    })
  }

  const whole = value([])
  take(space)
  return { offsets, brokenAt: whole && at === text.length ? null : at }
}

/** The offset of the value at `path`, or of the nearest value around it that the text has. */
export function offsetOf({ offsets }: JsonPlaces, path: JsonPath): number {
  for (let length = path.length; length > 0; length--) {
    const offset = offsets.get(formatPath(path.slice(0, length)))
    if (offset !== undefined) return offset
  }
  return 0
}

/** Line and column of an offset, counted from 1. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
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
