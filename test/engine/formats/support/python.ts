import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportFile } from '../../../../src-engine/formats/export-input.ts'

const candidates = ['python3', '/usr/bin/python3', 'python']

/** A Python here that can import these modules, or null; one that cannot is as good as none. */
export function findPython(...modules: readonly string[]): string | null {
  const works = (python: string) => spawnSync(python, ['-c', `import ${modules.join(', ')}`]).status === 0
  return candidates.find(works) ?? null
}

/** What a program prints, given `input` on stdin; throws with what it says on stderr if it fails. */
export function runPython(python: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(python, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

/** Does `work` in a new folder that is gone afterwards. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function writeFiles(folder: string, files: readonly ExportFile[]): void {
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes)
}
