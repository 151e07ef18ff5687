import type { FinalMetrics, RunImport, RunOrigin, RunSummary, Sentence } from '../protocol.ts'
import { decodeNumbers } from './numbers-json.ts'

/** What a listing reads of a run: short columns only. */
export const summaryColumns = `
  id, number, name, status, created_at AS createdAt, started_at AS startedAt, finished_at AS finishedAt,
  epoch, epochs, step, total_steps AS totalSteps, seconds, samples_per_second AS samplesPerSecond,
  steps_per_second AS stepsPerSecond,
  kernel, precision, architecture, dataset, source, parameter_count AS parameterCount, origin, imported,
  latest, metrics, weights_sha256 AS weightsSha256, reason, reason_values AS reasonValues,
  coalesce((SELECT tags FROM annotations WHERE run = runs.id), '[]') AS tags,
  coalesce((SELECT note FROM annotations WHERE run = runs.id), '') AS note`

export interface SummaryRow extends Omit<RunSummary, 'latest' | 'metrics' | 'reason' | 'tags' | 'origin' | 'imported'> {
  readonly reason: string | null
  readonly reasonValues: string
  readonly latest: string
  readonly metrics: string | null
  readonly tags: string
  readonly origin: string | null
  readonly imported: string | null
}

export function toSummary({ reasonValues, ...row }: SummaryRow): RunSummary {
  return {
    ...row,
    reason:
      row.reason === null ? null : { template: row.reason, values: JSON.parse(reasonValues) as Sentence['values'] },
    latest: decodeNumbers(row.latest) as RunSummary['latest'],
    metrics: row.metrics === null ? null : (decodeNumbers(row.metrics) as FinalMetrics),
    tags: JSON.parse(row.tags) as string[],
    origin: row.origin === null ? null : (JSON.parse(row.origin) as RunOrigin),
    imported: row.imported === null ? null : (JSON.parse(row.imported) as RunImport),
  }
}

/** How a reason is stored: its template, and its values as JSON. */
export function toColumns(reason: Sentence | null): { readonly reason: string | null; readonly reasonValues: string } {
  return { reason: reason?.template ?? null, reasonValues: JSON.stringify(reason?.values ?? {}) }
}
