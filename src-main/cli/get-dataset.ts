import type { StoredSet } from '../../src-engine/datasets/stored.ts'
import { DownloadError } from '../core/download/download-file.ts'
import { folderOf, getSet, type GetProgress, type GotSet } from '../core/download/get-set.ts'
import { knownSets } from '../core/download/known-sets.ts'
import { CommandFailure, exitCodes } from './failure.ts'
import { print, type GlobalOptions } from './output.ts'

export interface GetOptions extends GlobalOptions {
  readonly mirror?: string
}

const redrawInterval = 100

/** `lab datasets get NAME`: downloads a set into the lab's folder. Ctrl-C ends it, and keeps what has come. */
export async function getCommand(name: StoredSet, options: GetOptions): Promise<void> {
  const { mirror } = options
  const stop = new AbortController()
  const interrupt = () => {
    stop.abort()
  }
  const display = createDisplay(() => performance.now())
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    const got = await getSet(name, {
      ...(mirror === undefined ? {} : { mirror }),
      signal: stop.signal,
      onProgress: (progress) => {
        display.update(progress)
      },
    })
    display.end()
    print(options, { ...got, dataset: { name: 'mnist', set: name } }, () => describe(got))
  } catch (error) {
    display.end()
    if (stop.signal.aborted) {
      const remedy = 'What has come is kept; the same command goes on from there.'
      throw new CommandFailure(`Interrupted. ${remedy}`, exitCodes.interrupted)
    }
    if (!(error instanceof DownloadError)) throw error
    throw new CommandFailure(`${error.message}\n${byHand(name)}`, exitCodes.failed)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

function describe({ name, folder, files }: GotSet): string {
  const came = files.filter(({ status }) => status === 'downloaded').length
  const what = came === 0 ? 'was here already' : 'is here'
  const use = JSON.stringify({ name: 'mnist', set: name })
  return `${name} ${what}: ${files.length} files in ${folder}\nIn an experiment: "dataset": ${use}`
}

/** What to do where nothing can be downloaded. */
export function byHand(name: StoredSet): string {
  const files = knownSets[name].files.map((file) => `  ${file.name}`).join('\n')
  return `Without a way to the internet: get these files elsewhere and put them into ${folderOf(name)}:
${files}
Or name them in an experiment: "dataset": { "name": "idx", "images": "…images-idx3-ubyte.gz", "labels": "…labels-idx1-ubyte.gz" }.
Where there is a proxy, HTTPS_PROXY names it; --mirror URL names another folder of the web that has the files.`
}

/** On a terminal one line that is redrawn; elsewhere a line for each file. */
function createDisplay(now: () => number) {
  const { stderr } = process
  let shownAt = -Infinity
  let shownFile = ''
  return {
    update({ file, bytes, totalBytes }: GetProgress): void {
      if (!stderr.isTTY) {
        if (file !== shownFile) stderr.write(`${file}\n`)
        shownFile = file
        return
      }
      if (now() - shownAt < redrawInterval) return
      shownAt = now()
      const megabytes = (amount: number) => (amount / 1e6).toFixed(1)
      const share = Math.floor((100 * bytes) / totalBytes)
      stderr.write(
        `\r\x1b[2K${String(share).padStart(3)} %  ${megabytes(bytes)} of ${megabytes(totalBytes)} MB  ${file}`,
      )
    },
    end(): void {
      if (stderr.isTTY) stderr.write('\r\x1b[2K')
    },
  }
}
