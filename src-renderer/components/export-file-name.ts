import type { ExportFormat } from '../../src-main/protocol.ts'

/** A file name every system takes: `MNIST 784-100-10` and `epoch:3` give `MNIST-784-100-10-epoch-3.npz`. */
export function exportFileName(runName: string, checkpoint: string, format: ExportFormat): string {
  const safe = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '')
  return `${safe(runName) || 'run'}-${safe(checkpoint)}.${format}`
}
