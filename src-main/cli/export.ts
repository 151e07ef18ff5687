import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { exportFormatOf, exportFormats } from '../../src-engine/formats/index.ts'
import type { ExportFormat } from '../protocol.ts'
import { CommandFailure, exitCodes, valueOf } from './failure.ts'
import { formatCount, print, type GlobalOptions } from './output.ts'
import { withLab } from './with-lab.ts'

interface EncodedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ExportOptions extends GlobalOptions {
  readonly format: ExportFormat
  readonly checkpoint: string
  readonly language: 'en' | 'ru'
  readonly out?: string
}

/**
 * `lab export RUN --format F`: writes the weights of a checkpoint to a file. The file a person names is replaced where there
 * is one; no other ever is.
 */
export function exportCommand(
  runId: string,
  { format, checkpoint, language, out, ...options }: ExportOptions,
): Promise<void> {
  if (out !== undefined) warnOfEnding(out, format)
  return withLab(options, async (lab) => {
    const encode = async (fileName: string | null): Promise<readonly EncodedFile[]> =>
      valueOf(await lab.request('exportRun', { runId, format, checkpoint, fileName, language })).files
    const folder = out === undefined ? resolve() : dirname(resolve(out))
    let files = await encode(out === undefined ? null : basename(out))
    if (out === undefined) {
      const free = freeName(folder, files)
      if (free !== null) files = await encode(free)
    } else {
      keepNeighbours(folder, files)
    }
    const written = files.map(({ name, bytes }) => ({
      file: join(folder, name),
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }))
    for (const { name, bytes } of files) await write(join(folder, name), bytes, out === undefined ? 'wx' : 'w')
    const [first, ...beside] = written
    print(options, beside.length === 0 ? first : { ...first, beside }, () =>
      written.map(({ file, bytes, sha256 }) => `${file}: ${formatCount(bytes)} bytes, SHA-256 ${sha256}`).join('\n'),
    )
  })
}

/** A name ending in `_2`, `_3`, … under which no file of these is there yet; null where they need none. */
function freeName(folder: string, files: readonly EncodedFile[]): string | null {
  const extension = extname(files[0]?.name ?? '')
  const stem = basename(files[0]?.name ?? '', extension)
  const isTaken = (tried: string): boolean =>
    files.some(({ name }) => existsSync(join(folder, tried + name.slice(stem.length))))
  if (!isTaken(stem)) return null
  let number = 2
  while (isTaken(`${stem}_${number}`)) number++
  return `${stem}_${number}${extension}`
}

/** What is written beside a new file takes the place of nothing; beside one that is replaced, of what belonged to that. */
function keepNeighbours(folder: string, [first, ...beside]: readonly EncodedFile[]): void {
  if (!first || existsSync(join(folder, first.name))) return
  const taken = beside.find(({ name }) => existsSync(join(folder, name)))
  if (!taken) return
  const message = `is there already, and ${first.name} would put its own in that place; choose another --out`
  throw new CommandFailure(`${join(folder, taken.name)}: ${message}`, exitCodes.badInput)
}

/** Says on stderr where a name promises another format than the file will have. */
function warnOfEnding(out: string, format: ExportFormat): void {
  const { extension, label } = exportFormatOf(format)
  const ending = extname(out).slice(1).toLowerCase()
  const promised = exportFormats.find((one) => one.extension === ending)
  if (ending === extension || !promised) return
  process.stderr.write(`${out}: the name ends as ${promised.label} does; the file will be ${label} (.${extension}).\n`)
}

async function write(file: string, bytes: Uint8Array, flag: 'w' | 'wx'): Promise<void> {
  try {
    await writeFile(file, bytes, { flag })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new CommandFailure(`${file}: cannot be written (${error.message}); choose another --out`, exitCodes.badInput)
  }
}
