import type { Kernels } from './kernels.ts'
import { activationKernels } from './reference/activations.ts'
import { convolutionKernels } from './reference/convolution.ts'
import { denseKernels } from './reference/dense.ts'
import { embeddingKernels } from './reference/embedding.ts'
import { gatherKernels } from './reference/gather.ts'
import { optimizationKernels } from './reference/optimization.ts'
import { poolingKernels } from './reference/pooling.ts'
import { softmaxKernels } from './reference/softmax.ts'

/**
 * Plain loops in the order of the formulas, for either float type: the definition of right.
 *
 * Sums over a row are carried in float64 and rounded when stored; those over a batch are rounded sample by sample.
 */
export const referenceKernels: Kernels = {
  name: 'reference',

  team: null,

  allocate(byteLength) {
    return { buffer: new ArrayBuffer(byteLength), byteOffset: 0 }
  },

  place: (values) => values,

  ...gatherKernels,
  ...denseKernels,
  ...activationKernels,
  ...softmaxKernels,
  ...convolutionKernels,
  ...poolingKernels,
  ...embeddingKernels,
  ...optimizationKernels,
}
