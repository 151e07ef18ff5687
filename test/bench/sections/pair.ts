import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from '../measurement.ts'
import { trainToTheEnd, withBenchLab } from '../support/bench-lab.ts'
import { denseExperiment } from '../support/experiments.ts'
import { median } from '../statistics.ts'
import { timed } from '../support/timed.ts'
import { writeRandomData } from '../support/random-data.ts'
import { inTemporaryFolder } from '../support/temporary-folder.ts'
import { trainCommand } from '../support/train-command.ts'

/*
 * Two equal runs at once against one alone, on one database: from two terminals, and through the queue of one lab. With
 * one thread each: a run that has both cores to itself would use both.
 */

const rounds = 5
const samples = 10_000
const epochs = 60

export async function measure(): Promise<readonly Measurement[]> {
  if (availableParallelism() < 2) return []
  return inTemporaryFolder(async (folder) => {
    const database = join(folder, 'lab.sqlite')
    const files = await writeRandomData(folder, { count: samples, shape: [28, 28], classes: 10 })
    const experiment = denseExperiment(files, [100, 10], epochs)
    const file = join(folder, 'experiment.json')
    await writeFile(file, JSON.stringify(experiment))

    const commands = (count: number) => timed(() => atOnce(count, () => trainCommand(database, file, '1')))
    const queued = (count: number) =>
      withBenchLab(database, (lab) => timed(() => atOnce(count, () => trainToTheEnd(lab, experiment, folder))))
    return [
      await compare('two lab train at once, 784-100-10: against one', commands),
      await compare('two runs in one lab, 784-100-10: against one', queued),
    ]
  })
}

function atOnce(count: number, work: () => Promise<unknown>): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, work))
}

async function compare(what: string, take: (count: number) => Promise<number>): Promise<Measurement> {
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const one = await take(1)
    ratios.push((await take(2)) / one)
  }
  return { what, value: median(ratios), unit: '×', target: { atMost: 1.15 } }
}
