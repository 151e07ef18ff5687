import { ensureBuilt } from '../../scripts/ensure-built.mjs'
import { inProject } from '../../scripts/project.mjs'
import { buildKernels } from '../../scripts/build-kernels.mjs'
import type { Measurement } from './measurement.ts'
import type { BenchOptions, SectionResult } from './section.ts'
import { measure as measureProducts } from './sections/products.ts'
import { measure as measureScaling } from './sections/scaling.ts'
import { measure as measureSpeed } from './sections/speed.ts'
import { tableOfMeasurements } from './verdict.ts'

type Section = (options: BenchOptions) => Promise<SectionResult>

/** The parts of the bench by their names, in the order they run in. */
export const sections: Readonly<Record<string, Section>> = {
  speed: ofKernels(measureSpeed),
  products: ofKernels(measureProducts),
  scaling: ofKernels(measureScaling),
  path: ofLab('path', 'The whole path beside the bare engine'),
  memory: ofLab('memory', 'Memory'),
  start: ofLab('start', 'Start'),
  store: ofLab('store', 'A full store'),
  pair: ofLab('pair', 'Two runs at once'),
  frames: ofLab('frames', 'Frames of the page while a run is watched'),
}

/** A section that needs no more than the kernels. */
function ofKernels(measure: Section): Section {
  return async (options) => {
    if ((await buildKernels(inProject('out/kernels'))) !== 0)
      throw new Error('the kernels could not be built; see above')
    return measure(options)
  }
}

/** A section of figures about the built lab. */
function ofLab(name: string, title: string): Section {
  return async () => {
    if (!(await ensureBuilt())) throw new Error('the lab could not be built; see above')
    const file = new URL(`./sections/${name}.ts`, import.meta.url).href
    const { measure } = (await import(file)) as { readonly measure: () => Promise<readonly Measurement[]> }
    const data = await measure()
    return { tables: [tableOfMeasurements(title, data)], data }
  }
}
