import { exportFormatOf, type ExportFormatName } from '../../src-engine/formats/index.ts'

/** A file name every system takes: `MNIST 784-100-10` and `epoch:3` give `MNIST_784-100-10_epoch_3.npz`. */
export function exportFileName(runName: string, checkpoint: string, format: ExportFormatName): string {
  return `${safe(runName) || 'run'}_${safe(checkpoint)}.${exportFormatOf(format).extension}`
}

/** The same of an archive: one run gives it its name, several their number. */
export function archiveFileName(runNames: readonly string[]): string {
  const [only] = runNames
  return `${(runNames.length === 1 && safe(only ?? '')) || `runs_${runNames.length}`}.zip`
}

function safe(text: string): string {
  return text.replace(/[^\p{L}\p{N}-]+/gu, '_').replace(/^[_-]+|[_-]+$/g, '')
}
