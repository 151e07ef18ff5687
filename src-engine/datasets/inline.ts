import { z } from 'zod'
import { inputError } from '../problem.ts'
import { formatShape, nestedNumbers, nestedShape, sameShape, type NestedNumbers } from '../shape.ts'
import { commonKeys, wholeSet, type Dataset, type DatasetType } from './dataset.ts'
import { say } from '../sentence.ts'

const schema = z.strictObject({
  name: z.literal('inline'),
  inputs: z.array(nestedNumbers).min(1),
  targets: z.array(nestedNumbers).min(1),
  ...commonKeys({ split: wholeSet, scale: 'none' }),
})

/** Samples written into the experiment itself: `inputs` and `targets`, one nested row per sample. */
export const inline: DatasetType<typeof schema> = {
  name: 'inline',
  schema,
  load(spec) {
    const inputs = readRows('inputs', spec.inputs)
    const targets = readRows('targets', spec.targets)
    if (inputs.count !== targets.count) {
      throw inputError(
        ['targets'],
        say('has {count} rows', { count: targets.count }),
        say('needs {count}, one for every input', { count: inputs.count }),
      )
    }
    return {
      count: inputs.count,
      inputShape: inputs.shape,
      targetShape: targets.shape,
      inputs: inputs.values,
      targets: targets.values,
      task: taskOf(targets.values, targets.shape[0] ?? 1),
    }
  },
}

function readRows(key: 'inputs' | 'targets', rows: readonly NestedNumbers[]) {
  const shape = nestedShape(rows[0] ?? [])
  rows.forEach((row, i) => {
    const found = nestedShape(row)
    if (shape === null || found === null || !sameShape(shape, found)) {
      const has =
        found === null
          ? say('has rows of different lengths inside it')
          : say('has shape {shape}', { shape: formatShape(found) })
      const needs =
        shape === null
          ? say('needs rows of one length')
          : say('needs shape {shape}, as the first row has', { shape: formatShape(shape) })
      throw inputError([key, i], has, needs)
    }
  })
  if (shape === null || shape.includes(0)) throw inputError([key, 0], say('is empty'), say('needs at least one number'))
  return { count: rows.length, shape, values: Float64Array.from((rows as unknown[]).flat(Infinity) as number[]) }
}

/** Rows that pick one of several classes, or single numbers that are 0 or 1, are classes; anything else is measured. */
function taskOf(targets: Float64Array, width: number): Dataset['task'] {
  if (!targets.every((value) => value === 0 || value === 1)) return 'regression'
  if (width === 1) return 'classification'
  for (let row = 0; row < targets.length; row += width) {
    if (targets.subarray(row, row + width).reduce((sum, value) => sum + value) !== 1) return 'regression'
  }
  return 'classification'
}
