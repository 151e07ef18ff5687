import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { ExportFormat } from '../protocol.ts'
import { CommandFailure, exitCodes, valueOf } from './failure.ts'
import { formatCount, formatTable, print, type GlobalOptions } from './output.ts'
import { withLab } from './with-lab.ts'

export interface NearestOptions extends GlobalOptions {
  readonly count: number
  readonly checkpoint: string
}

/** `lab nearest RUN WORD`: words whose vectors point most nearly the same way. */
export function nearestCommand(
  runId: string,
  word: string,
  { count, checkpoint, ...options }: NearestOptions,
): Promise<void> {
  return withLab(options, async (lab) => {
    const words = valueOf(await lab.request('nearestWords', { runId, word, count, checkpoint }))
    print(options, { word, words }, () =>
      formatTable(
        ['word', 'cosine'],
        words.map((neighbour) => [neighbour.word, neighbour.similarity.toFixed(4)]),
      ),
    )
  })
}

export interface ExportOptions extends GlobalOptions {
  readonly format: ExportFormat
  readonly checkpoint: string
  readonly language: 'en' | 'ru'
  readonly out?: string
}

/** `lab export RUN --format F`: writes the weights of a checkpoint to a file. */
export function exportCommand(
  runId: string,
  { format, checkpoint, language, out, ...options }: ExportOptions,
): Promise<void> {
  return withLab(options, async (lab) => {
    const fileName = out === undefined ? null : basename(out)
    const { files } = valueOf(await lab.request('exportRun', { runId, format, checkpoint, fileName, language }))
    const folder = out === undefined ? resolve() : dirname(resolve(out))
    const written = files.map(({ name, bytes }) => ({
      file: join(folder, name),
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }))
    for (const { name, bytes } of files) await write(join(folder, name), bytes)
    const [first, ...beside] = written
    print(options, beside.length === 0 ? first : { ...first, beside }, () =>
      written.map(({ file, bytes, sha256 }) => `${file}: ${formatCount(bytes)} bytes, SHA-256 ${sha256}`).join('\n'),
    )
  })
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new CommandFailure(`${file}: cannot be written (${error.message}); choose another --out`, exitCodes.badInput)
  }
}
