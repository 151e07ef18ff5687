import type { FloatArray } from '../../float-array.ts'
import type { WasmFunction } from './web-assembly.ts'

/** The functions of assembly/index.ts: numbers and addresses in, 0 standing for `null`. */
export type Assembly = Readonly<
  Record<
    | 'activationBackward'
    | 'activationForward'
    | 'adam'
    | 'addPenalty'
    | 'avgPoolBackward'
    | 'avgPoolForward'
    | 'convBackward'
    | 'convForward'
    | 'denseBackward'
    | 'denseForward'
    | 'descendBySquares'
    | 'embeddingBackward'
    | 'embeddingForward'
    | 'gather'
    | 'maxPoolBackward'
    | 'maxPoolForward'
    | 'multiply'
    | 'padBackward'
    | 'padForward'
    | 'scale'
    | 'scratchBytes'
    | 'sgdMomentum'
    | 'sigmoidCrossEntropyBackward'
    | 'softmaxBackward'
    | 'softmaxCrossEntropy'
    | 'softmaxCrossEntropyBackward'
    | 'softmaxForward'
    | 'staticBytes'
    | 'sumOfSquares'
    | 'useScratch',
    WasmFunction
  >
>

/** Where numbers lie in the memory of the kernels. */
export type AddressOf = (values: FloatArray) => number
