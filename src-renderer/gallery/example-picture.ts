import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import type { DatasetSpec } from '../../src-engine/datasets/index.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { drawDataset } from '../design/data.ts'
import { layoutDiagram, type Diagram } from '../design/diagram.ts'
import { checkDraft } from '../design/fixes.ts'
import { previewOf, type PointPreview } from '../design/preview.ts'
import { weightedWires, type Wire } from '../design/wires.ts'

/** What an example learns from, small. */
export type DataPicture =
  | { readonly kind: 'points'; readonly points: PointPreview }
  /** Brightness from 0 to 255, row by row, one image after the other. */
  | { readonly kind: 'images'; readonly side: number; readonly count: number; readonly pixels: Uint8Array }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A sample or few, too few to see a shape in: their numbers. */
  | {
      readonly kind: 'numbers'
      readonly samples: readonly { readonly inputs: readonly number[]; readonly targets: readonly number[] }[]
    }

export interface ExamplePicture {
  /** Null where there is nothing to look at: there is only the network. */
  readonly data: DataPicture | null
  readonly diagram: Diagram | null
  /** The weights that training begins with; empty where the network is too large to draw each. */
  readonly wires: readonly Wire[]
}

const imagesShown = 12
const wordsShown = 14
const samplesShown = 4
/** More inputs than these do not fit into a line. */
const mostNumbers = 4
/** Room for the names under a diagram, which are left out here: its layout keeps it free. */
const captionRoom = 44
const detail = { margin: 22, radius: 7, sheets: 3, gap: 6, pooling: false } as const
/** Under the lowest line, which would else lie on the edge. */
const edge = 8

/** An example's own data and network, drawn as they are when it begins; null if the page cannot draw its data. */
export function examplePicture(experiment: Experiment, width: number, height: number): ExamplePicture | null {
  const drawn = drawDataset(few(experiment.dataset), experiment.seed)
  if ('problems' in drawn) return null
  const { dataset } = drawn
  const report = checkDraft({ experiment }, dataset)
  const { layers } = experiment.network
  const diagram = layoutDiagram(layers, report, dataset, width, height + captionRoom - edge, detail)
  const wires = diagram ? weightedWires(diagram, layers, report, dataset, experiment.seed) : []
  return { data: dataPicture(dataset), diagram, wires }
}

/** Thousands of drawn images would take their time, and the first few are the same without the others. */
function few(spec: DatasetSpec): DatasetSpec {
  return spec.name === 'digits' ? { ...spec, samples: imagesShown } : spec
}

function dataPicture(dataset: Dataset): DataPicture | null {
  if (dataset.vocabulary) return { kind: 'words', words: dataset.vocabulary.filter(isTelling).slice(0, wordsShown) }
  const [, side = 1] = dataset.inputShape
  if (dataset.inputs instanceof Uint8Array && side > 1) {
    const pixels = dataset.inputs.slice(0, imagesShown * sizeOf(dataset.inputShape))
    return { kind: 'images', side, count: imagesShown, pixels }
  }
  const points = previewOf({ status: 'ready', facts: dataset, dataset, summary: null, problems: [] })
  if (points?.kind === 'points' && points.total > 1) return { kind: 'points', points }
  return sizeOf(dataset.inputShape) <= mostNumbers ? numbersOf(dataset) : null
}

function numbersOf({ count, inputs, inputShape, targets, targetShape }: Dataset): DataPicture {
  const [width, outputs] = [sizeOf(inputShape), sizeOf(targetShape)]
  const samples = Array.from({ length: Math.min(count, samplesShown) }, (_, i) => ({
    inputs: [...inputs.slice(i * width, (i + 1) * width)],
    targets: [...targets.slice(i * outputs, (i + 1) * outputs)],
  }))
  return { kind: 'numbers', samples }
}

/** Articles and the like are the most frequent words and say the least. */
const isTelling = (word: string, _at: number, all: readonly string[]): boolean => all.length < 10 || word.length > 3
