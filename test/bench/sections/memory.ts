import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Measurement } from '../measurement.ts'
import { denseExperiment } from '../support/experiments.ts'
import { median } from '../statistics.ts'
import { writeRandomData } from '../support/random-data.ts'
import { inTemporaryFolder } from '../support/temporary-folder.ts'
import { trainCommand, type TrainCommand } from '../support/train-command.ts'

/*
 * 60,000 images of 784 bytes: the memory of the process that trains on them, and the time until its first batch. Random
 * bytes cannot be packed, so the gzipped file is as large as it can be.
 */

const rounds = 5
const samples = 60_000

export async function measure(): Promise<readonly Measurement[]> {
  const empty = await trainOn('an almost empty set', 100, false)
  const plain = await trainOn('60,000 × 784 bytes', samples, false)
  const gzipped = await trainOn('60,000 × 784 bytes, gzipped', samples, true)
  return [
    ...[plain, gzipped].flatMap(({ name, runs }) => {
      const peaks = runs.flatMap(({ peakMegabytes }) => peakMegabytes ?? [])
      if (peaks.length === 0) return []
      return [
        {
          what: `${name}: peak memory of the training process`,
          value: median(peaks),
          unit: 'MB',
          target: { atMost: 350 },
        },
      ]
    }),
    ...[empty, plain, gzipped].map(({ name, runs }) => ({
      what: `${name}: lab train until the first batch`,
      value: secondsToStart(runs),
      unit: 's',
      target: null,
    })),
    {
      what: '60,000 × 784 bytes, gzipped: what reading them twice adds to that',
      value: secondsToStart(gzipped.runs) - secondsToStart(empty.runs),
      unit: 's',
      target: { atMost: 1 },
    },
  ]
}

function trainOn(name: string, count: number, gzipped: boolean) {
  return inTemporaryFolder(async (folder) => {
    const files = await writeRandomData(folder, { count, shape: [28, 28], classes: 10, gzipped })
    const file = join(folder, 'experiment.json')
    await writeFile(file, JSON.stringify(denseExperiment(files, [100, 10], 2)))
    const runs: TrainCommand[] = []
    for (let round = 0; round < rounds; round++) runs.push(await trainCommand(join(folder, 'lab.sqlite'), file, 'auto'))
    return { name, runs }
  })
}

function secondsToStart(runs: readonly TrainCommand[]): number {
  return median(runs.map((run) => run.secondsToStart))
}
