import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Measurement } from '../measurement.ts'
import { trainToTheEnd, withBenchLab } from '../support/bench-lab.ts'
import { denseExperiment } from '../support/experiments.ts'
import { median } from '../statistics.ts'
import { writeRandomData } from '../support/random-data.ts'
import { inTemporaryFolder } from '../support/temporary-folder.ts'

/*
 * What a run of the lab takes beside the engine's own loop: a process of its own, metrics, checkpoints, alarms, the
 * store. The same experiment trains both ways by turns, a few seconds each.
 */

const rounds = 5
const samples = 10_000
const cases = [
  { name: '784-100-10, batch 32', shape: [28, 28], hidden: [100], classes: 10, epochs: 75 },
  { name: '2-16-16-2, batch 32', shape: [2], hidden: [16, 16], classes: 2, epochs: 2000 },
]

const run = promisify(execFile)
const bareLoop = new URL('../bare-loop.ts', import.meta.url).pathname

export async function measure(): Promise<readonly Measurement[]> {
  const measurements = []
  for (const bench of cases) measurements.push(...(await inTemporaryFolder((folder) => measureCase(folder, bench))))
  return measurements
}

async function measureCase(folder: string, bench: (typeof cases)[number]): Promise<Measurement[]> {
  const { name, shape, hidden, classes, epochs } = bench
  const files = await writeRandomData(folder, { count: samples, shape, classes })
  const experiment = denseExperiment(files, [...hidden, classes], epochs)
  const file = join(folder, 'experiment.json')
  await writeFile(file, JSON.stringify(experiment))
  const inLab = () => withBenchLab(join(folder, 'lab.sqlite'), (lab) => trainToTheEnd(lab, experiment, folder))

  const recorded: number[] = []
  const wall: number[] = []
  for (let round = 0; round < rounds; round++) {
    const bare = Number((await run(process.execPath, [bareLoop, file])).stdout)
    const { seconds, startedAt, finishedAt } = await inLab()
    recorded.push(100 * (seconds / bare - 1))
    wall.push(((finishedAt ?? NaN) - (startedAt ?? NaN)) / 10 / bare - 100)
  }
  const target = { atMost: 5 }
  return [
    { what: `${name}: time the run records, over the bare loop`, value: median(recorded), unit: '%', target },
    { what: `${name}: from started to finished, over the bare loop`, value: median(wall), unit: '%', target },
  ]
}
