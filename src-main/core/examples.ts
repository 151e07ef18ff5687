import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { experimentSchema } from '../../src-engine/spec.ts'
import type { ExampleExperiment } from '../protocol.ts'
import { readJson } from './experiments.ts'

const exampleSchema = z.strictObject({
  experiment: experimentSchema,
  note: z.strictObject({ en: z.string().min(1), ru: z.string().min(1) }),
  source: z.string().min(1),
})

/** The experiments that come with the lab: every `*.json` of its folder `experiments`, by file name. */
export async function listExamples(resources: string): Promise<ExampleExperiment[]> {
  const directory = join(resources, 'experiments')
  const files = (await readdir(directory)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (file) => ({ file, ...exampleSchema.parse(await readJson(join(directory, file))) })),
  )
}
