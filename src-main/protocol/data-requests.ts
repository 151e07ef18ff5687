import { z } from 'zod'
import type { CsvDelimiter } from '../../src-engine/datasets/csv/settings.ts'
import type { StoredSet } from '../../src-engine/datasets/stored.ts'
import { directory, filePath, ticket, unchecked } from './arguments.ts'

/** Data as it stands in an experiment, and what else decides what it is. */
const datasetPlace = z.strictObject({ dataset: unchecked, seed: z.int().min(0), directory })

const delimiter = z.enum([',', ';', 'tab', '|'] satisfies CsvDelimiter[])
const tablePlace = z.strictObject({ file: filePath, directory })
/** How a table is cut into values. */
const cutTable = z.strictObject({ ...tablePlace.shape, delimiter })

const storedSet = z.strictObject({ set: z.enum(['mnist', 'fashion-mnist'] satisfies StoredSet[]) })

/** The arguments of requests that are about data. */
export const dataRequestSchemas = {
  inspectDataset: datasetPlace,
  /** `inspectDataset` and more; tells its progress, and can be cancelled, under a ticket the view makes up. */
  examineDataset: z.strictObject({ ...datasetPlace.shape, ticket }),
  cancelExamination: z.strictObject({ ticket }),
  /** Everything the lab knows, and besides it the data a person has opened. */
  listDatasets: z.strictObject({ opened: z.array(datasetPlace).max(100) }),
  /** What data a file or folder of this machine is. */
  recognizeData: z.strictObject({ path: filePath }),
  /** The first rows of a table, from the beginning of its file alone. */
  previewTable: z.strictObject({ ...tablePlace.shape, delimiter: z.union([delimiter, z.literal('auto')]) }),
  /** Walks through a whole table; told of and cancelled as `examineDataset` is. */
  surveyTable: z.strictObject({
    ...cutTable.shape,
    header: z.enum(['yes', 'no']),
    decimal: z.enum(['point', 'comma']),
    missingMarkers: z.array(z.string().max(100)).max(100),
    width: z.int().min(1).max(50_000),
    ticket,
  }),
  /** Some rows from where one of them begins. */
  readTable: z.strictObject({
    ...cutTable.shape,
    from: z.strictObject({ line: z.int().min(1), byte: z.int().min(0) }),
    /** Rows between there and the first one wanted. */
    skip: z.int().min(0).max(10_000_000),
    count: z.int().min(1).max(1000),
    columns: z.int().min(1).max(200),
    mtime: z.number(),
  }),
  /** The arrays of a NumPy archive. */
  listArrays: tablePlace,
  /** The sets the lab can download, and how much of each is here. */
  listStoredSets: z.strictObject({}),
  /** Goes on in the lab, whoever looks at it; told of by `storedSet` events. */
  startDownload: storedSet,
  /** What has come is kept. */
  cancelDownload: storedSet,
  listDirectory: z.strictObject({ directory: z.string().max(4096).nullable(), orFile: z.boolean() }),
}
