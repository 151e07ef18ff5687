import { exportFormatOf, type ExportFormatName } from '../../src-engine/formats/index.ts'

/** A file name every system takes: `MNIST 784-100-10` and `epoch:3` give `MNIST_784-100-10_epoch_3.npz`. */
export function exportFileName(runName: string, checkpoint: string, format: ExportFormatName): string {
  const safe = (text: string): string => text.replace(/[^\p{L}\p{N}.-]+/gu, '_').replace(/^[_.-]+|[_.-]+$/g, '')
  return `${safe(runName) || 'run'}_${safe(checkpoint)}.${exportFormatOf(format).extension}`
}
