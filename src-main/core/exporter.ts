import type { ExportFile, ExportFormatName } from '../../src-engine/formats/index.ts'
import type { ExportPreview } from '../../src-engine/formats/preview.ts'
import type { Language } from '../../src-engine/words/language.ts'
import type { RunSummary } from '../protocol.ts'
import type { Store } from '../store/store.ts'
import type { Carrier } from './carrying/carrier.ts'
import type { Evaluator } from './evaluator.ts'
import type { Explainer } from './explainer.ts'
import type { ExportOrder } from './export-files.ts'
import { gatherReport } from './report-material.ts'

export interface ExportWish {
  readonly format: ExportFormatName
  readonly checkpoint: string
  /** Null for a name made from the run's. */
  readonly fileName: string | null
  /** Of a report; other formats have none. */
  readonly language: Language
}

/** Takes runs out of the lab, in formats that open elsewhere. They are written beside the lab's own thread. */
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

export function createExporter(lab: {
  readonly store: Store
  readonly evaluator: Evaluator
  readonly explainer: Explainer
  readonly carrier: Carrier
}): Exporter {
  async function orderOf(
    run: RunSummary,
    { format, checkpoint, fileName, language }: ExportWish,
  ): Promise<ExportOrder> {
    const report = format === 'report' ? await gatherReport(lab, run, checkpoint, language) : null
    return { run, format, checkpoint, fileName, report }
  }

  return {
    write: async (run, wish) => lab.carrier.exportFiles(await orderOf(run, wish)),
    preview: async (run, wish) => lab.carrier.previewFiles(await orderOf(run, wish)),
  }
}
