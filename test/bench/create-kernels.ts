import type { Kernels } from '../../src-engine/kernels/kernels.ts'
import { fastestKernels } from '../../src-main/files/kernels.ts'

/**
 * Fresh float32 kernels for one network, as the lab would train it: the one place where the bench meets the engine's
 * threads. The kernels have one thread so far, whatever is asked for.
 *
 * @param _threads how many threads they may use
 */
export function createKernels(_threads: number): Kernels {
  return fastestKernels('float32')
}
