import type { DatasetExamination, DatasetSpec } from '../../src-main/protocol.ts'
import { useLab } from '../host/lab.ts'
import { useLook, type Look } from './use-look.ts'

export interface Examined {
  /** Names the data: what was found of other data is not shown any more. */
  readonly subject: string
  readonly spec: DatasetSpec
  readonly seed: number
  readonly directory: string | null
  /** Another where files may have come since. */
  readonly version: number
}

/** Examines data as it is looked at. */
export function useExamination(source: () => Examined | null): Look<DatasetExamination> {
  const lab = useLab()
  return useLook(source, ({ spec, seed, directory }, ticket) =>
    lab.send('examineDataset', { dataset: spec, seed, directory, ticket }),
  )
}
