import type { SplitPart } from '../../datasets/split.ts'
import { formatShape } from '../../shape.ts'
import type { ModelInfo } from '../../model-info.ts'
import type { Experiment } from '../../spec.ts'
import type { ExportInput } from '../export-input.ts'
import { writeColumns } from './data-columns.ts'
import { facts, html, muted, section, table, type Html, type Section } from './html.ts'
import type { ReportedEvaluation } from './material.ts'
import { labelOf, settingsOf, termOf } from './settings.ts'
import { fill, type ReportWords } from './words.ts'

type DatasetSpec = Experiment['dataset']

/** Told in words of their own, or of no interest once the data is read; all of them stand in the experiment file. */
const toldElsewhere: Readonly<Partial<Record<DatasetSpec['name'], readonly string[]>>> = {
  csv: ['target', 'columns', 'missing', 'missingMarkers', 'delimiter', 'header', 'decimal'],
  inline: ['inputs', 'targets'],
  text: ['text'],
}
const toldOfAll = ['split', 'scale', 'samples']
const mostClasses = 20
const mostInputs = 40

/** The data: what it is, how it is split and scaled, and its fingerprint. */
export function writeData(
  input: ExportInput,
  evaluated: ReportedEvaluation | null,
  words: ReportWords,
): Section | null {
  const { data, experiment, model } = input
  const { dataset } = experiment
  const { texts, numbers } = words
  return section(
    'data',
    texts.data,
    facts([
      [texts.dataset, termOf(words, 'datasets', dataset.name)],
      ...settingsOf(words, dataset.name, dataset, [...toldOfAll, ...(toldElsewhere[dataset.name] ?? [])]),
      ...ownFacts(dataset, model, words),
      [texts.samples, countOf(input, numbers)],
      [texts.shapes, `${formatShape(model.inputShape)} → ${formatShape(model.targetShape)}`],
      [texts.inputs, namesOf(model, words)],
      [texts.task, dataset.name === 'text' ? null : texts.tasks[model.task]],
      [texts.classes, model.vocabulary ? null : classesOf(model.classNames, dataset, words)],
      [texts.vocabulary, model.vocabulary && numbers.count(model.vocabulary.length)],
      [termOf(words, 'fields', 'split'), splitOf(dataset, evaluated, words)],
      [termOf(words, 'fields', 'scale'), termOf(words, 'choices', dataset.scale)],
      [texts.dataHash, data ? html`<code>${data.sha256}</code>` : texts.unknownData],
    ]),
    dataset.name === 'csv' ? writeColumns(dataset, model, words) : null,
    writeInputs(input, words),
  )
}

/** How many samples there are, or are asked for where the data was not seen. */
function countOf({ data, experiment: { dataset } }: ExportInput, numbers: ReportWords['numbers']): string | null {
  if (data) return numbers.count(data.count)
  return 'samples' in dataset ? numbers.count(dataset.samples) : null
}

function ownFacts(dataset: DatasetSpec, { targetNames }: ModelInfo, words: ReportWords): (readonly [string, string])[] {
  const { texts, plural } = words
  if (dataset.name === 'csv') {
    const named = Object.entries(dataset.columns).flatMap(([name, { role }]) => (role === 'target' ? [name] : []))
    const targets = targetNames ?? (dataset.target === '' ? named : [dataset.target])
    return [
      [texts.target, targets.length > 0 ? targets.join(', ') : texts.lastColumn],
      [texts.missing, texts.missingRules[dataset.missing]],
    ]
  }
  if (dataset.name !== 'text' || dataset.text === undefined) return []
  return [[labelOf(words, 'text', 'text'), plural(texts.textLength, dataset.text.length)]]
}

/** A class of generated data in the report's language; any other as its data names it. */
export function className(name: string, { name: dataset }: DatasetSpec, words: ReportWords): string {
  return dataset === 'text' ? name : termOf(words, 'classNames', name)
}

function classesOf(names: readonly string[] | null, dataset: DatasetSpec, words: ReportWords): string | null {
  if (!names) return null
  const shown = names.slice(0, mostClasses).map((name) => className(name, dataset, words))
  const more = names.length - shown.length
  const rest = more > 0 ? [fill(words.texts.andMore, { count: words.numbers.count(more) })] : []
  return [...shown, ...rest].join(', ')
}

/** `training 80 % (400), test 20 % (100)` */
function splitOf(
  { split }: DatasetSpec,
  evaluated: ReportedEvaluation | null,
  { texts, numbers }: ReportWords,
): string {
  const parts: readonly SplitPart[] = ['train', 'validation', 'test']
  return parts
    .filter((part) => split[part] > 0)
    .map((part) => {
      const values = { part: texts.partsWithin[part], share: numbers.percent(split[part]) }
      if (!evaluated) return fill(texts.share, values)
      return fill(texts.shareCount, { ...values, count: numbers.count(evaluated.parts[part]) })
    })
    .join(', ')
}

/** The names of the inputs, where no table of their scaling has them. */
function namesOf({ inputNames: names, scaling }: ModelInfo, { texts, numbers }: ReportWords): string | null {
  if (!names || (isScaled(scaling) && names.length <= mostInputs)) return null
  const more = names.length - mostInputs
  const rest = more > 0 ? [fill(texts.andMore, { count: numbers.count(more) })] : []
  return [...names.slice(0, mostInputs), ...rest].join(', ')
}

const isScaled = ({ shift, factor }: ModelInfo['scaling']): boolean =>
  shift.some((one) => one !== 0) || factor.some((one) => one !== 1)

/** The inputs by name with the scaling of each, where they have names, are scaled and are few enough to be read. */
function writeInputs({ model }: ExportInput, { texts, numbers }: ReportWords): Html | null {
  const { inputNames: names, scaling } = model
  if (!names || names.length > mostInputs || !isScaled(scaling)) return null
  const isOwn = scaling.shift.length === names.length
  const rows = names.map((name, i) => [
    name,
    numbers.value(scaling.shift[isOwn ? i : 0] ?? 0),
    numbers.value(scaling.factor[isOwn ? i : 0] ?? 1),
  ])
  return html`<h3>${texts.inputs}</h3>
    ${muted(texts.scalingNote)} ${table([texts.input, texts.shift, texts.factor], rows, (column) => column > 0)}`
}
