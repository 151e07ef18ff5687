import {
  exportFormatOf,
  type ExportFile,
  type ExportFormatName,
  type ExportInput,
} from '../../src-engine/formats/index.ts'
import { previewExport, type ExportPreview } from '../../src-engine/formats/preview.ts'
import type { ReportLanguage } from '../../src-engine/formats/report/texts.ts'
import { inputError } from '../../src-engine/problem.ts'
import { say } from '../../src-engine/sentence.ts'
import type { RunSummary } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import type { Evaluator } from './evaluator.ts'
import { readCheckpoint } from './models.ts'
import type { RunData } from './run-data.ts'
import { gatherReport } from './report-material.ts'

export interface ExportWish {
  readonly format: ExportFormatName
  readonly checkpoint: string
  /** Null for a name made from the run's. */
  readonly fileName: string | null
  /** Of a report; other formats have none. */
  readonly language: ReportLanguage
}

/** Takes runs out of the lab, in formats that open elsewhere. */
export interface Exporter {
  /**
   * The files of one checkpoint of a run; the first is the one asked for.
   *
   * @throws InputError where this network cannot be written so; Refusal where there is no such checkpoint
   */
  write(run: RunSummary, wish: ExportWish): Promise<readonly ExportFile[]>
  /** What they hold. Throws as `write` does. */
  preview(run: RunSummary, wish: ExportWish): Promise<ExportPreview>
}

export function createExporter(store: Store, evaluator: Evaluator, data: RunData): Exporter {
  async function gather(run: RunSummary, { format, checkpoint: name, language }: ExportWish): Promise<ExportInput> {
    const { experiment, model, engineVersion, fingerprint } = store.runs.spec(run.id)
    const exportFormat = exportFormatOf(format)
    if (!exportFormat.takes(model)) {
      const asked = { number: run.number, format: exportFormat.label }
      throw inputError([], say('run #{number} cannot be written as {format}', asked), say('choose another format'))
    }
    return {
      experiment,
      model,
      run: { id: run.id, engineVersion },
      checkpointName: name,
      checkpoint: readCheckpoint(store, run, name),
      // The run was scored with its last weights and no others.
      scores: name === 'last' ? run.metrics : null,
      curves: store.metrics.list(run.id),
      data: fingerprint === null ? null : store.fingerprints.find(fingerprint),
      report: format === 'report' ? await gatherReport({ store, evaluator, data }, run, name, language) : null,
    }
  }

  function encode(run: RunSummary, input: ExportInput, { format, checkpoint, fileName }: ExportWish) {
    const exportFormat = exportFormatOf(format)
    return exportFormat.encode(input, fileName ?? fileNameOf(run, checkpoint, exportFormat.extension))
  }

  return {
    write: async (run, wish) => encode(run, await gather(run, wish), wish),
    async preview(run, wish) {
      const input = await gather(run, wish)
      return previewExport(wish.format, input, encode(run, input, wish))
    },
  }
}

function fileNameOf(run: RunSummary, checkpoint: string, extension: string): string {
  const suffix = checkpoint === 'last' ? '' : `_${checkpoint.replace(':', '_')}`
  return `${slugOf(run.name)}_${run.id}${suffix}.${extension}`
}

/** A name that every file system takes, and Python as the name of a module. */
function slugOf(name: string): string {
  const slug = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_')
  return slug.replace(/^_+|_+$/g, '').slice(0, 60) || 'run'
}
