import { buildKernels } from '../../scripts/build-kernels.mjs'
import { inProject } from '../../scripts/project.mjs'

/** Compiles the fast kernels before the tests, where they are older than their sources. */
export default async function setup(): Promise<void> {
  const code = await buildKernels(inProject('out/kernels'))
  if (code !== 0) throw new Error('the kernels could not be compiled; see above')
}
