import type { Dataset } from './dataset.ts'

type Classes = Pick<Dataset, 'targetShape' | 'targets' | 'task' | 'classNames'>

/** Classes as one-hot rows of `names.length` bytes, 1 at the sample's label. */
export function oneHotClasses(labels: Uint8Array, names: readonly string[]): Classes {
  const width = names.length
  const targets = new Uint8Array(labels.length * width)
  labels.forEach((label, sample) => {
    targets[sample * width + label] = 1
  })
  return { targetShape: [width], targets, task: 'classification', classNames: names }
}

/** Two classes as one number, 0 or 1; three or more as one-hot rows. */
export function compactClasses(labels: Uint8Array, names: readonly string[]): Classes {
  if (names.length > 2) return oneHotClasses(labels, names)
  return { targetShape: [1], targets: labels, task: 'classification', classNames: names }
}

/** '0', '1', … for classes that have no name but their number. */
export function numberedClasses(count: number): string[] {
  return Array.from({ length: count }, (_, label) => String(label))
}
