import type { ReportWords, Terms } from './words.ts'

/** Settings whose label is not the one of their key, by the kind of thing they belong to. */
const ownLabels: Readonly<Record<string, string>> = {
  'max_pool2d.stride': 'poolStride',
  'avg_pool2d.stride': 'poolStride',
  'exponential.decay': 'rateDecay',
  'negativeSampling.samples': 'negativeSamples',
  'csv.limit': 'rowLimit',
  'npz.file': 'archive',
  'npz.inputs': 'inputArray',
  'npz.targets': 'targetArray',
  'images.file': 'imageFile',
  'images.size': 'imageSize',
}

/** Settings that are set to one of a few words; any other text is a person's own. */
const chosen = new Set(
  'padding paddingMode precision reduction crossEntropy task context set part layout channels scale'.split(' '),
)

/** Settings that are so many epochs. */
const inEpochs = new Set(['checkpointEvery', 'warmupEpochs', 'every', 'patience'])

/** Things that are of a type, by the setting that has them. */
const typed: Readonly<Record<string, keyof Terms>> = {
  weightInit: 'initializers',
  biasInit: 'initializers',
  schedule: 'schedules',
}

/** A word of the experiment file in the report's language, or as it stands. */
export function termOf({ terms }: ReportWords, section: keyof Terms, name: string): string {
  const word = terms[section][name]
  if (typeof word === 'string') return word
  return hasName(word) ? word.name : name
}

const hasName = (word: unknown): word is { readonly name: string } =>
  typeof word === 'object' && word !== null && 'name' in word && typeof word.name === 'string'

/** The label of a setting. @param kind the type or name of what it belongs to */
export function labelOf(words: ReportWords, kind: string, key: string): string {
  return termOf(words, 'fields', ownLabels[`${kind}.${key}`] ?? key)
}

/** `[label, value]` of every setting that is set, but those of `without`. */
export function settingsOf(
  words: ReportWords,
  kind: string,
  settings: object,
  without: readonly string[] = [],
): (readonly [label: string, value: string])[] {
  return Object.entries(settings)
    .filter(
      ([key, value]) =>
        key !== 'type' && key !== 'name' && value !== null && value !== undefined && !without.includes(key),
    )
    .map(([key, value]: [string, unknown]) => [labelOf(words, kind, key), valueOf(words, kind, key, value)])
}

/** Settings in one line: `filters: 8, kernel: 3×3`. */
export function settingsLine(words: ReportWords, kind: string, settings: object, without?: readonly string[]): string {
  return settingsOf(words, kind, settings, without)
    .map(([label, value]) => `${withoutCapital(label)}: ${withoutCapital(value)}`)
    .join(words.language === 'ru' ? '; ' : ', ')
}

function valueOf(words: ReportWords, kind: string, key: string, value: unknown): string {
  const { numbers, texts } = words
  if (typeof value === 'number') return numberOf(words, kind, key, value)
  if (typeof value === 'boolean') return value ? texts.yes : texts.no
  if (typeof value === 'string') return chosen.has(key) ? termOf(words, 'choices', value) : baseName(value)
  if (Array.isArray(value)) {
    const isPair = value.length <= 3 && value.every((one) => typeof one === 'number')
    return isPair ? value.join('×') : numbers.count(value.length)
  }
  return describeObject(words, key, value as object)
}

/** `Cosine (smallest rate: 0.001)`; weights written in place are told by their type alone. */
function describeObject(words: ReportWords, key: string, value: object): string {
  const type = 'type' in value && typeof value.type === 'string' ? value.type : null
  const inner = settingsLine(words, type ?? key, value, ['values'])
  if (type === null) return inner
  const name = termOf(words, typed[key] ?? 'choices', type)
  return inner === '' ? name : `${name} (${inner})`
}

function numberOf({ numbers, texts, plural }: ReportWords, kind: string, key: string, value: number): string {
  if (kind === 'dropout') return numbers.percent(value)
  if (inEpochs.has(key)) return plural(texts.epochsIn, value)
  return key === 'limit' ? plural(texts.samplesIn, value) : numbers.setting(value)
}

/** A word within a sentence; abbreviations keep their capitals. */
export function withoutCapital(label: string): string {
  return /^\p{Lu}[\p{Ll} ]/u.test(label) ? label.charAt(0).toLocaleLowerCase() + label.slice(1) : label
}

/** The name of a file without its folders: where it lies is nobody's business. */
export function baseName(file: string): string {
  return file.split(/[/\\]/).at(-1) ?? file
}
