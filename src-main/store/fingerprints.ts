import type { DataFingerprint } from '../protocol.ts'
import type { Connection } from './database.ts'

/** What the data of runs was; runs of the same data share one. */
export interface FingerprintRepository {
  save(fingerprint: DataFingerprint): void
  find(sha256: string): DataFingerprint | null
}

interface Row {
  readonly sha256: string
  readonly count: number
  readonly inputShape: string
  readonly targetShape: string
}

export function createFingerprints(database: Connection): FingerprintRepository {
  const insert = database.prepare<[Row]>(`
    INSERT INTO fingerprints (sha256, count, input_shape, target_shape)
    VALUES (@sha256, @count, @inputShape, @targetShape) ON CONFLICT (sha256) DO NOTHING`)
  const select = database.prepare<[string], Row>(
    'SELECT sha256, count, input_shape AS inputShape, target_shape AS targetShape FROM fingerprints WHERE sha256 = ?',
  )
  return {
    save({ inputShape, targetShape, ...rest }) {
      insert.run({ ...rest, inputShape: JSON.stringify(inputShape), targetShape: JSON.stringify(targetShape) })
    },
    find(sha256) {
      const row = select.get(sha256)
      if (!row) return null
      return {
        ...row,
        inputShape: JSON.parse(row.inputShape) as number[],
        targetShape: JSON.parse(row.targetShape) as number[],
      }
    },
  }
}
