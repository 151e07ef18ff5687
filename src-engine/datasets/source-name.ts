import type { DatasetSpec } from './index.ts'

/**
 * What data is known by where it is brought: its file or folder as the experiment names it, the first of several, or the
 * set that was downloaded. Null for data that is drawn, or stands in the experiment itself.
 */
export function sourceNameOf(dataset: DatasetSpec): string | null {
  switch (dataset.name) {
    case 'csv':
    case 'images':
      return dataset.file
    case 'text':
      return dataset.file ?? null
    case 'npz':
      return dataset.file ?? dataset.inputs
    case 'idx':
      return dataset.images
    case 'mnist':
      return dataset.set
    default:
      return null
  }
}
