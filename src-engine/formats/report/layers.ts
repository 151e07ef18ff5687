import { formatShape, sizeOf } from '../../shape.ts'
import { exportLayers, type ExportInput } from '../export-input.ts'
import { muted, section, table, type Section } from './html.ts'
import { settingsLine, termOf, withoutCapital } from './settings.ts'
import { fill, type ReportWords } from './words.ts'

type Layer = ReturnType<typeof exportLayers>[number]

/** The stack, layer by layer, counted from 1 as the page counts. */
export function writeLayers(input: ExportInput, words: ReportWords): Section | null {
  const { texts, numbers } = words
  const layers = exportLayers(input)
  const rows = layers.map((layer) => [
    numbers.count(layer.index + 1),
    termOf(words, 'layers', layer.spec.type),
    settingsLine(words, layer.spec.type, layer.spec, ['weightInit', 'biasInit']),
    initialValues(layer, words),
    formatShape(layer.outputShape),
    numbers.count(parametersOf(layer)),
  ])
  const all = layers.reduce((sum, layer) => sum + parametersOf(layer), 0)
  const { inputShape, targetShape } = input.model
  return section(
    'network',
    texts.network,
    muted(fill(texts.networkNote, { input: formatShape(inputShape), target: formatShape(targetShape) })),
    table(
      [texts.number, texts.layer, texts.settings, texts.initial, texts.outputShape, texts.parameters],
      [...rows, ['', texts.total, '', '', '', numbers.count(all)]],
      (column) => column === 0 || column >= 4,
    ),
  )
}

function parametersOf({ weight, bias }: Layer): number {
  return [weight, bias].reduce((sum, tensor) => sum + (tensor ? sizeOf(tensor.shape) : 0), 0)
}

function initialValues({ spec, weight, bias }: Layer, words: ReportWords): string {
  const { texts } = words
  const named = (key: 'weightInit' | 'biasInit', text: string): string[] => {
    const set = key in spec ? (spec as Readonly<Record<string, unknown>>)[key] : undefined
    if (typeof set !== 'object' || set === null || !('type' in set)) return []
    const own = settingsLine(words, String(set.type), set, ['values'])
    const word = termOf(words, 'initializers', String(set.type))
    const name = /^(glorot|he|lecun)_/.test(String(set.type)) ? word : withoutCapital(word)
    return [fill(text, { name: own === '' ? name : `${name} (${own})` })]
  }
  return [
    ...(weight ? named('weightInit', texts.weightsInit) : []),
    ...(bias ? named('biasInit', texts.biasesInit) : []),
  ].join('; ')
}
