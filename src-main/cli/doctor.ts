import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { describeMachine } from '../core/machine.ts'
import { formatFields, print, type GlobalOptions } from './output.ts'

/** `lab doctor`: what is here, and whether the lab can run with it. */
export function doctorCommand(options: GlobalOptions): void {
  const electron = findElectron()
  const document = {
    ...describeMachine(),
    nodeApi: Number(process.versions.napi),
    electron,
    platform: `${process.platform}-${process.arch}`,
    database: options.db,
  }
  print(options, document, () =>
    formatFields([
      ['Lab', document.version],
      ['Node', `${document.node} (Node-API ${document.nodeApi})`],
      ['SQLite', document.sqlite],
      ['Kernels', document.kernel],
      ['Electron', describeElectron(electron)],
      ['Machine', `${document.platform}, ${document.cores} cores`],
      ['Database', document.database],
    ]),
  )
}

interface ElectronBinary {
  readonly version: string
  /** Null where it has not been downloaded. */
  readonly binary: string | null
}

const packageSchema = z.object({ version: z.string() })

/** Looks at the package's files only: loading the package would start a download. */
function findElectron(): ElectronBinary | null {
  const packageFile = createRequire(import.meta.url)
    .resolve.paths('electron')
    ?.map((folder) => join(folder, 'electron/package.json'))
    .find(existsSync)
  if (packageFile === undefined) return null
  const { version } = packageSchema.parse(JSON.parse(readFileSync(packageFile, 'utf8')))
  const folder = dirname(packageFile)
  const pathFile = join(folder, 'path.txt')
  const binary = existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()) : null
  return { version, binary: binary !== null && existsSync(binary) ? binary : null }
}

function describeElectron(electron: ElectronBinary | null): string {
  if (electron === null) return 'not installed; the lab runs in the browser: npm start'
  if (electron.binary === null)
    return `${electron.version}, its binary is not there; the lab runs in the browser: npm start`
  return `${electron.version}, ${electron.binary}`
}
