import { join } from 'node:path'
import { z } from 'zod'
import type { ExampleExperiment } from '../protocol.ts'
import { openExperiment, readJson } from './experiments.ts'

const text = z.strictObject({ en: z.string().min(1), ru: z.string().min(1) })
const index = z.array(z.strictObject({ file: z.string().min(1), title: text, summary: text, note: text, source: text }))

/** The experiments that come with the lab: files of its folder `experiments`, in the order and with the words of `examples.json`. */
export async function listExamples(resources: string): Promise<ExampleExperiment[]> {
  const examples = index.parse(await readJson(join(resources, 'examples.json')))
  return Promise.all(
    examples.map(async (example) => {
      const { experiment } = await openExperiment(join(resources, 'experiments', example.file))
      return { ...example, experiment }
    }),
  )
}
