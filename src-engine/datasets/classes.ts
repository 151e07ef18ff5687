import type { DataArray, Dataset } from './dataset.ts'

type Classes = Pick<Dataset, 'targetShape' | 'targets' | 'task' | 'classNames'>

type Labels = Uint8Array | Int32Array

/** Classes as one-hot rows of `names.length` bytes, 1 at the sample's label. */
export function oneHotClasses(labels: Labels, names: readonly string[]): Classes {
  const width = names.length
  const targets = new Uint8Array(labels.length * width)
  for (let sample = 0; sample < labels.length; sample++) targets[sample * width + (labels[sample] as number)] = 1
  return { targetShape: [width], targets, task: 'classification', classNames: names }
}

/** Two classes as one number, 0 or 1; three or more as one-hot rows. */
export function compactClasses(labels: Labels, names: readonly string[]): Classes {
  if (names.length > 2) return oneHotClasses(labels, names)
  return {
    targetShape: [1],
    targets: labels instanceof Uint8Array ? labels : Uint8Array.from(labels),
    task: 'classification',
    classNames: names,
  }
}

/** '0', '1', … for classes that have no name but their number. */
export function numberedClasses(count: number): string[] {
  return Array.from({ length: count }, (_, label) => String(label))
}

/** Rows that pick one of several classes, or single numbers that are 0 or 1, are classes; anything else is measured. */
export function taskOf(targets: DataArray, width: number): Dataset['task'] {
  if (!targets.every((value) => value === 0 || value === 1)) return 'regression'
  if (width === 1) return 'classification'
  for (let row = 0; row < targets.length; row += width) {
    let sum = 0
    for (let i = row; i < row + width; i++) sum += targets[i] as number
    if (sum !== 1) return 'regression'
  }
  return 'classification'
}
