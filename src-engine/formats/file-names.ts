import { exportFormatOf, type ExportFormatName } from './index.ts'

/**
 * The name an export has unless a person gives it another: of one run, no two formats and no two checkpoints share one, and
 * neither do the files beside them. `Penguins` at `epoch:3` gives `penguins_r1nmjwtw5_epoch_3.onnx`, and as a script of
 * PyTorch `penguins_r1nmjwtw5_epoch_3_pytorch.py`.
 */
export function exportFileName(
  run: { readonly name: string; readonly id: string },
  checkpoint: string,
  format: ExportFormatName,
): string {
  const { extension, ending, ofCheckpoint } = exportFormatOf(format)
  const parts = [slugOf(run.name) || 'run', run.id, ofCheckpoint && checkpoint.replace(':', '_'), ending]
  return `${parts.filter(Boolean).join('_')}.${extension}`
}

/** The same of an archive: one run gives it its name, several their number. */
export function archiveFileName(runNames: readonly string[]): string {
  const [only] = runNames
  return `${(runNames.length === 1 && slugOf(only ?? '')) || `runs_${runNames.length}`}.zip`
}

/** A name that every file system takes, and Python as the name of a module. */
function slugOf(name: string): string {
  const slug = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_')
  return slug.replace(/^_+|_+$/g, '').slice(0, 60)
}
