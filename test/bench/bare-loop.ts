import { dirname } from 'node:path'
import { parseExperiment } from '../../src-engine/spec.ts'
import { createTrainer } from '../../src-engine/trainer.ts'
import { readJson } from '../../src-main/core/experiments.ts'
import { loadDataset } from '../../src-main/files/datasets.ts'
import { fastestKernels } from '../../src-main/files/kernels.ts'

/*
 * node bare-loop.ts EXPERIMENT: trains an experiment file with the engine alone, nobody watching and nothing kept.
 * Prints the seconds from the first batch to the last.
 */

const file = process.argv[2]
if (file === undefined) throw new Error('name an experiment file')
const experiment = parseExperiment(await readJson(file), file)
const dataset = await loadDataset(experiment.dataset, experiment.seed, dirname(file))
const kernels = fastestKernels(experiment.training.precision)
const trainer = createTrainer({ experiment, dataset, kernels, checkpoint: null })
const began = performance.now()
while (!trainer.done) trainer.step()
process.stdout.write(`${(performance.now() - began) / 1000}\n`)
