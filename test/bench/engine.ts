import { comparedBatches, readCase } from './case-files.ts'
import { createKernels } from './create-kernels.ts'
import { createLabTrainer } from './lab-trainer.ts'
import { fastestKernels } from '../../src-main/files/kernels.ts'
import { answer } from './peers/answer.ts'

/* node engine.ts FOLDER THREADS: the lab's own engine as a peer, with so many threads. */

const [folder = '', threads = '1'] = process.argv.slice(2)

await answer(`${fastestKernels('float32').name} kernels`, async (index) => {
  const { description, ...data } = readCase(folder, index)
  const trainer = createLabTrainer(description, data, await createKernels(Number(threads)))
  return {
    losses: () => Array.from({ length: comparedBatches }, () => trainer.step().loss),
    step: () => trainer.step().samples,
  }
})
