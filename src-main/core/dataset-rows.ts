import type { Dataset } from '../../src-engine/datasets/dataset.ts'
import { isPicture, type ColumnStatistics } from '../../src-engine/datasets/findings/index.ts'
import { sizeOf } from '../../src-engine/shape.ts'
import type { DataColumn, DataRow, SplitPart } from '../protocol.ts'
import { partsOf, targetOf } from './plane-samples.ts'

/** Columns of a table that are told of. */
export const mostColumns = 100
const mostRows = 50
/** Targets beside the inputs of a row that are numbers to be predicted. */
const mostTargets = 20
/** Pictures of each class, and classes that are shown. */
const picturesPerClass = 8
const mostClasses = 20
/** Numbers of all pictures together: large ones are fewer. */
const mostPixels = 2 ** 19

/** The first columns of a table, inputs before targets; pictures and words have none. */
export function describeColumns(
  dataset: Dataset,
  inputs: readonly ColumnStatistics[],
  targets: readonly ColumnStatistics[],
): DataColumn[] {
  if (isPicture(dataset)) return []
  const describe = (role: DataColumn['role'], all: readonly ColumnStatistics[], most: number): DataColumn[] =>
    all.slice(0, most).map(({ minimum, mean, maximum, deviation, histogram }, index) => ({
      role,
      index,
      name: (role === 'input' ? dataset.inputNames : dataset.targetNames)?.[index] ?? null,
      minimum,
      mean,
      maximum,
      deviation,
      histogram,
    }))
  return [...describe('input', inputs, mostColumns), ...describe('target', targets, mostTargets)]
}

/** Samples to see: the first ones, or of pictures in classes the first of every class, class by class. */
export function describeRows(dataset: Dataset, parts: Readonly<Record<SplitPart, Uint32Array>>): DataRow[] {
  const { inputs, targets, targetShape, targetIndexes, sampleNames, count } = dataset
  const width = sizeOf(dataset.inputShape)
  const targetWidth = targetIndexes ?? sizeOf(targetShape)
  const isClasses = dataset.task === 'classification' && !dataset.vocabulary
  const shownInputs = isPicture(dataset) ? width : Math.min(width, mostColumns)
  const shownTargets = isClasses || dataset.vocabulary ? targetWidth : Math.min(targetWidth, mostTargets)
  const partOf = partsOf(count, parts)
  return chooseRows(dataset).map((index) => ({
    index,
    name: sampleNames?.[index] ?? null,
    part: partOf[index] ?? 'train',
    label: isClasses ? targetOf(dataset, index) : null,
    input: Array.from(inputs.subarray(index * width, index * width + shownInputs)),
    // A class is told by its label: of thousands of them nobody wants the zeros.
    target: isClasses ? [] : Array.from(targets.subarray(index * targetWidth, index * targetWidth + shownTargets)),
  }))
}

function chooseRows(dataset: Dataset): number[] {
  const { count } = dataset
  if (!isPicture(dataset)) return Array.from({ length: Math.min(count, mostRows) }, (_, i) => i)
  const room = Math.max(1, Math.floor(mostPixels / sizeOf(dataset.inputShape)))
  if (dataset.task !== 'classification') return Array.from({ length: Math.min(count, mostRows, room) }, (_, i) => i)
  const classes = Math.min(mostClasses, Math.max(2, sizeOf(dataset.targetShape)), room)
  const perClass = Math.max(1, Math.min(picturesPerClass, Math.floor(room / classes)))
  const found = Array.from({ length: classes }, (): number[] => [])
  let missing = classes * perClass
  for (let index = 0; index < count && missing > 0; index++) {
    const ofClass = found[targetOf(dataset, index)]
    if (!ofClass || ofClass.length >= perClass) continue
    ofClass.push(index)
    missing--
  }
  return found.flat()
}
