import type { LayerSpec } from '../../layers/index.ts'
import { formatShape, sizeOf } from '../../shape.ts'
import type { Experiment } from '../../spec.ts'
import { exportLayers, type ExportInput } from '../export-input.ts'
import { facts, html, section, table, type Html } from './html.ts'
import type { NumberFormats } from './numbers.ts'
import type { ReportTexts } from './texts.ts'

/** The stack, layer by layer. Names of types and settings are those of the experiment file. */
export function writeLayers(input: ExportInput, texts: ReportTexts, numbers: NumberFormats): Html {
  const rows = exportLayers(input).map(({ index, spec, outputShape, weight, bias }) => {
    const parameters = [weight, bias].reduce((sum, tensor) => sum + (tensor ? sizeOf(tensor.shape) : 0), 0)
    return [
      String(index),
      html`<code>${spec.type}</code>`,
      html`<code>${describeSettings(spec)}</code>`,
      formatShape(outputShape),
      numbers.count(parameters),
    ]
  })
  const headings = [texts.layer, texts.type, texts.settings, texts.output, texts.parameters]
  return section(
    texts.layers,
    table(headings, rows, (column) => column >= 3),
  )
}

/** How the experiment trains, in the settings that are not what they are where a file leaves them unsaid. */
export function writeTraining({ loss, optimizer, training, dataset }: Experiment, texts: ReportTexts): Html {
  const { type, ...rates } = optimizer
  return section(
    texts.training,
    facts(
      [
        [texts.data, html`<code>${[dataset.name, describeSettings(shortened(dataset), 'name')].join(' · ')}</code>`],
        [texts.loss, html`<code>${loss}</code>`],
        [texts.optimizer, html`<code>${[type, describeSettings(rates)].join(' · ')}</code>`],
        [texts.training, html`<code>${describeSettings(training)}</code>`],
      ],
      true,
    ),
  )
}

/** The whole experiment as its file would say it. */
export function writeExperiment(experiment: Experiment, texts: ReportTexts): Html {
  return section(
    texts.experiment,
    html`<p class="muted">${texts.experimentNote}</p>`,
    html`<pre>${formatJson(experiment)}</pre>`,
  )
}

/** Data written in place is told by its length: it stands in the experiment below. */
function shortened(dataset: Experiment['dataset']): object {
  const entries = Object.entries(dataset).map(([key, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [key, value.length]
    return [key, typeof value === 'string' && value.length > 60 ? `${value.slice(0, 57)}…` : value]
  })
  return Object.fromEntries(entries) as object
}

/** `units 10 · bias true · weightInit he_normal`; weights written in place are told by their type alone. */
function describeSettings(settings: LayerSpec | object, without = 'type'): string {
  return Object.entries(settings)
    .filter(([key, value]) => key !== without && value !== null)
    .map(([key, value]: [string, unknown]) => `${key} ${describeValue(value)}`)
    .join(' · ')
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) {
    const isPair = value.length <= 3 && value.every((one) => typeof one === 'number')
    return isPair ? value.join('×') : `[${value.length}]`
  }
  if (typeof value !== 'object' || value === null) return String(value)
  const { type, ...rest } = value as { type?: unknown } & Record<string, unknown>
  const inner = Object.entries(rest).map(([key, one]) => `${key} ${describeValue(one)}`)
  const parts = [...(typeof type === 'string' ? [type] : []), ...inner]
  return inner.length > 0 ? `(${parts.join(', ')})` : parts.join('')
}

/** JSON indented by two, lists of plain numbers on one line. */
function formatJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object' || one === null))
      return `[${value.map((one) => JSON.stringify(one)).join(', ')}]`
    return `[\n${value.map((one) => deeper + formatJson(one, deeper)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const lines = entries.map(([key, one]) => `${deeper}${JSON.stringify(key)}: ${formatJson(one, deeper)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`
}
