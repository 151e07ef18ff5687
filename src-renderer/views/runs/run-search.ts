import { fileName } from '../../data/data-entry.ts'
import type { RunSettings, RunSummary } from '../../../src-main/protocol.ts'

type Operator = '=' | '!=' | '<' | '>' | '<=' | '>='
type Value = string | number | boolean

/** One part of a search: a word to be found anywhere, or a setting compared with a value. */
export type SearchTerm =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'comparison'; readonly key: string; readonly operator: Operator; readonly value: string }

/** Reads `moons tag="first try" momentum=0.9 units>=100`; quotation marks keep words together. */
export function parseSearch(text: string): SearchTerm[] {
  return (text.toLowerCase().match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).map((part): SearchTerm => {
    const plain = part.replaceAll('"', '')
    const [, key, operator, value] = /^([\p{L}][\p{L}\d_.]*)(!=|<=|>=|=|<|>)(.*)$/u.exec(plain) ?? []
    if (key === undefined || value === undefined || value === '') return { kind: 'word', word: plain }
    return { kind: 'comparison', key, operator: operator as Operator, value }
  })
}

/** What a run can be found by under a name of its own, besides its settings. */
const facts = new Map<string, (run: RunSummary) => readonly Value[]>([
  ['tag', (run) => run.tags],
  ['name', (run) => [run.name]],
  ['note', (run) => [run.note]],
  ['status', (run) => [run.status]],
  ['dataset', (run) => [run.dataset, ...(run.source === null ? [] : [run.source, fileName(run.source)])]],
  ['imported', (run) => (run.imported ? [run.imported.file, run.imported.format] : [])],
  ['network', (run) => [run.architecture]],
  ['parameters', (run) => [run.parameterCount]],
])

/** Whether the settings of runs must be known to answer the search. */
export function asksForSettings(terms: readonly SearchTerm[]): boolean {
  return terms.some((term) => term.kind === 'comparison' && !facts.has(term.key))
}

/**
 * Whether a run is what is searched for: every term must hold.
 *
 * @param words the text that words are looked for in
 * @param settings undefined while they are not known; until then no run is left out because of them
 */
export function matches(
  terms: readonly SearchTerm[],
  run: RunSummary,
  words: string,
  settings: RunSettings['settings'] | undefined,
): boolean {
  return terms.every((term) => {
    if (term.kind === 'word') return words.toLowerCase().includes(term.word)
    const fact = facts.get(term.key)
    if (!fact && !settings) return true
    return compare(fact ? fact(run) : valuesOf(settings ?? {}, term.key), term.operator, term.value)
  })
}

/** Every value of a setting of that name, in whichever layer: `units`, `optimizer.learningrate`, `optimizer`. */
function valuesOf(settings: RunSettings['settings'], key: string): readonly Value[] {
  return Object.entries(settings).flatMap(([path, value]) => {
    const name = `.${searchName(path)}`
    return name.endsWith(`.${key}`) ? [value] : []
  })
}

/** `network.layers[2].weightInit.type` is found as `weightinit`: which layer and what kind of word say nothing. */
function searchName(path: string): string {
  return path
    .toLowerCase()
    .replaceAll(/\[\d+\]/g, '')
    .replace(/\.(type|name)$/, '')
}

/** Of several values one is enough; unequal must be all. */
function compare(values: readonly Value[], operator: Operator, wanted: string): boolean {
  if (operator === '!=') return !compare(values, '=', wanted)
  const number = Number(wanted.replace(',', '.'))
  return values.some((value) => {
    if (typeof value !== 'number' || Number.isNaN(number)) {
      return operator === '=' && String(value).toLowerCase() === wanted
    }
    if (operator === '=') return value === number
    if (operator === '<') return value < number
    if (operator === '>') return value > number
    return operator === '<=' ? value <= number : value >= number
  })
}
