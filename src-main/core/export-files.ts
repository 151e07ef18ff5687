import {
  exportFormatOf,
  type ExportFile,
  type ExportFormatName,
  type ExportInput,
} from '../../src-engine/formats/index.ts'
import { exportFileName } from '../../src-engine/formats/file-names.ts'
import { previewExport, type ExportPreview } from '../../src-engine/formats/preview.ts'
import type { ReportMaterial } from '../../src-engine/formats/report/material.ts'
import { inputError } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import type { RunSummary } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import { readCheckpoint } from './models.ts'
import { portable } from './portable.ts'

export interface ExportOrder {
  readonly run: RunSummary
  readonly format: ExportFormatName
  readonly checkpoint: string
  /** Null for a name made from the run's. */
  readonly fileName: string | null
  /** What only a report takes; null for every other format. */
  readonly report: ReportMaterial | null
}

/**
 * The files of one checkpoint of a run; the first is the one asked for.
 *
 * @throws InputError where this network cannot be written so; Refusal where there is no such checkpoint
 */
export function exportFiles(store: Store, order: ExportOrder): readonly ExportFile[] {
  return encode(order, gather(store, order))
}

/** What they hold. Throws as {@link exportFiles} does. */
export function previewFiles(store: Store, order: ExportOrder): ExportPreview {
  const input = gather(store, order)
  return previewExport(order.format, input, encode(order, input))
}

function gather(store: Store, { run, format, checkpoint: name, report }: ExportOrder): ExportInput {
  const { experiment, directory, model, engineVersion, fingerprint } = store.runs.spec(run.id)
  const exportFormat = exportFormatOf(format)
  if (!exportFormat.takes(model)) {
    const asked = { number: run.number, format: exportFormat.label }
    throw inputError([], say('run #{number} cannot be written as {format}', asked), say('choose another format'))
  }
  return {
    experiment: portable(experiment, directory),
    model,
    run: { id: run.id, engineVersion },
    checkpointName: name,
    checkpoint: readCheckpoint(store, run, name),
    // The run was scored with its last weights and no others.
    scores: name === 'last' ? run.metrics : null,
    curves: store.metrics.list(run.id),
    data: fingerprint === null ? null : store.fingerprints.find(fingerprint),
    report,
  }
}

function encode({ run, format, checkpoint, fileName }: ExportOrder, input: ExportInput): readonly ExportFile[] {
  return exportFormatOf(format).encode(input, fileName ?? exportFileName(run, checkpoint, format))
}
