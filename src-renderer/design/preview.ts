import { sizeOf, type Shape } from '../../src-engine/shape.ts'
import type { DatasetSummary } from '../../src-main/protocol.ts'
import type { DataState } from './data.ts'

/** A sample's class, where it has one: the index of its name. */
type Label = number | null

export interface PointPreview {
  readonly kind: 'points'
  /** x and y by turns. */
  readonly positions: readonly number[]
  readonly labels: readonly Label[]
  readonly classNames: readonly string[]
  readonly inputNames: readonly [string, string]
  readonly sampleNames: readonly string[]
  /** Of how many samples these are some. */
  readonly total: number
}

export interface ImagePreview {
  readonly kind: 'images'
  readonly width: number
  readonly height: number
  /** Brightness from 0 to 1, row by row. */
  readonly images: readonly { readonly pixels: readonly number[]; readonly label: string }[]
}

export interface RowPreview {
  readonly kind: 'rows'
  readonly inputNames: readonly string[]
  readonly rows: readonly { readonly name: string; readonly inputs: readonly number[]; readonly target: string }[]
  readonly total: number
  /** Columns that are not shown. */
  readonly hidden: number
}

export interface WordPreview {
  readonly kind: 'words'
  readonly samples: readonly { readonly inputs: readonly string[]; readonly targets: readonly string[] }[]
  readonly total: number
  readonly vocabularySize: number
  /** The words most often to predict, with how often. */
  readonly frequent: readonly { readonly word: string; readonly count: number }[]
}

export type Preview = PointPreview | ImagePreview | RowPreview | WordPreview

/** More points than this are a cloud anyway. */
const mostPoints = 1500
const mostRows = 6
const mostColumns = 4
const mostWords = 12

/** The best look at data that what is known of it allows; null while too little is known. */
export function previewOf({ dataset, summary }: DataState): Preview | null {
  if (dataset && sizeOf(dataset.inputShape) === 2 && dataset.task === 'classification') {
    const shown = Math.min(dataset.count, mostPoints)
    const width = sizeOf(dataset.targetShape)
    return {
      kind: 'points',
      positions: Array.from(dataset.inputs.subarray(0, 2 * shown)),
      labels: Array.from({ length: shown }, (_, i) => labelOf(dataset.targets.subarray(i * width, (i + 1) * width))),
      classNames: dataset.classNames ?? Array.from({ length: Math.max(2, width) }, (_, i) => String(i)),
      inputNames: [dataset.inputNames?.[0] ?? 'x₁', dataset.inputNames?.[1] ?? 'x₂'],
      sampleNames: dataset.sampleNames ?? [],
      total: dataset.count,
    }
  }
  if (!summary) return null
  if (summary.vocabulary) return wordPreview(summary, summary.vocabulary)
  const { preview, inputShape, classNames, inputNames, count } = summary
  const size = imageSize(inputShape)
  const nameOf = (target: readonly number[]): string => {
    const label = labelOf(target)
    return label === null ? target.map(short).join(', ') : (classNames?.[label] ?? String(label))
  }
  if (size) {
    const { minimum, maximum } = summary.inputRange
    const range = maximum - minimum || 1
    const images = preview.map(({ input, target }) => ({
      pixels: input.slice(0, size.width * size.height).map((value) => (value - minimum) / range),
      label: summary.task === 'classification' ? nameOf(target) : '',
    }))
    return { kind: 'images', ...size, images }
  }
  const columns = Math.min(sizeOf(inputShape), mostColumns)
  return {
    kind: 'rows',
    inputNames: Array.from({ length: columns }, (_, i) => inputNames?.[i] ?? `x${subscript(i + 1)}`),
    rows: preview.slice(0, mostRows).map(({ input, target }, i) => ({
      name: dataset?.sampleNames?.[i] ?? String(i + 1),
      inputs: input.slice(0, columns),
      target: summary.task === 'classification' ? nameOf(target) : target.map(short).join(', '),
    })),
    total: count,
    hidden: sizeOf(inputShape) - columns,
  }
}

function wordPreview(
  { preview, count, classCounts }: Pick<DatasetSummary, 'preview' | 'count' | 'classCounts'>,
  vocabulary: readonly string[],
): WordPreview {
  const wordsOf = (indexes: readonly number[]): string[] => indexes.flatMap((index) => vocabulary[index] ?? [])
  return {
    kind: 'words',
    samples: preview.slice(0, mostRows).map(({ input, target }) => ({
      inputs: wordsOf(input),
      targets: wordsOf(target),
    })),
    total: count,
    vocabularySize: vocabulary.length,
    frequent: vocabulary
      .map((word, i) => ({ word, count: classCounts?.[i] ?? 0 }))
      .sort((a, b) => b.count - a.count)
      .slice(0, mostWords),
  }
}

/** Images are (C, H, W) or (H, W) with room for something to see; of several channels the first is shown. */
export function imageSize(shape: Shape): { width: number; height: number } | null {
  const [height, width] = shape.length === 3 ? shape.slice(1) : shape
  if (shape.length < 2 || shape.length > 3 || !height || !width) return null
  return Math.min(height, width) >= 4 ? { width, height } : null
}

/** One number is the class itself; a row picks its class by the only 1. */
function labelOf(target: ArrayLike<number>): Label {
  const values = Array.from(target)
  if (values.length === 1) return values[0] === 0 || values[0] === 1 ? values[0] : null
  const index = values.indexOf(1)
  return index >= 0 ? index : null
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function subscript(number: number): string {
  return Array.from(String(number), (digit) => String.fromCharCode(0x2080 + Number(digit))).join('')
}

/** The middle and the extent of points given as x and y by turns. */
export function boundsOf(positions: readonly number[]): { x: number; y: number; across: number; up: number } {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  positions.forEach((value, i) => {
    if (i % 2 === 0) {
      left = Math.min(left, value)
      right = Math.max(right, value)
    } else {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  })
  return { x: (left + right) / 2, y: (low + high) / 2, across: right - left, up: high - low }
}
