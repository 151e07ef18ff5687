import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Lab } from '../../../src-main/core/lab.ts'
import type { Measurement } from '../measurement.ts'
import { ask, withBenchLab } from '../support/bench-lab.ts'
import { median } from '../statistics.ts'
import { timed } from '../support/timed.ts'
import { commandLine } from '../support/places.ts'
import { storeRuns } from '../support/stored-runs.ts'
import { inTemporaryFolder } from '../support/temporary-folder.ts'

/* A database of 1,000 runs with 1,000 points each, asked as a view and a terminal ask. */

const rounds = 7
const compared = 10
const maxPoints = 1000

const run = promisify(execFile)

export async function measure(): Promise<readonly Measurement[]> {
  return inTemporaryFolder(async (folder) => {
    const database = join(folder, 'lab.sqlite')
    const runIds = storeRuns(database, 1000)
    const times = { open: [], list: [], show: [], compare: [], terminal: [] } as Record<string, number[]>
    const take = async (name: string, work: () => unknown) => times[name]?.push(await timed(work))
    for (let round = 0; round < rounds; round++) {
      await take('open', () => withBenchLab(database, () => Promise.resolve()))
      // A fresh lab each time: nothing is known from an earlier answer.
      await withBenchLab(database, async (lab) => {
        await take('list', () => ask(lab, 'connect', { after: null }))
        await take('show', () => showRun(lab, runIds[97 * round] ?? ''))
        const chosen = runIds.slice(50 * round, 50 * round + compared)
        await take('compare', () => ask(lab, 'compareRuns', { runIds: chosen, maxPoints }))
      })
      await take('terminal', () =>
        run(process.execPath, [commandLine, '--db', database, '--json', 'runs', 'list'], { maxBuffer: 2 ** 26 }),
      )
    }
    const row = (what: string, name: string, target: Measurement['target']) => ({
      what: `1,000 runs × 1,000 points: ${what}`,
      value: median(times[name] ?? []),
      unit: 'ms',
      target,
    })
    return [
      row('opening the lab and closing it', 'open', null),
      row('listing all runs', 'list', { atMost: 100 }),
      row('opening one with its curves', 'show', null),
      row(`comparing ${compared}`, 'compare', { atMost: 200 }),
      row('lab runs list, the whole command', 'terminal', null),
    ]
  })
}

async function showRun(lab: Lab, runId: string): Promise<void> {
  await ask(lab, 'getRun', { runId })
  await ask(lab, 'getCurves', { runId, maxPoints })
}
