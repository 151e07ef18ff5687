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
    | 'convSumsBytes'
    | 'denseBackward'
    | 'denseForward'
    | 'descendBySquares'
    | 'dismiss'
    | 'embeddingBackward'
    | 'embeddingForward'
    | 'foundWork'
    | 'gather'
    | 'hasJoined'
    | 'maxPoolBackward'
    | 'maxPoolForward'
    | 'multiply'
    | 'padBackward'
    | 'padForward'
    | 'scale'
    | 'scratchBytes'
    | 'sgdMomentum'
    | 'sigmoidCrossEntropy'
    | 'sigmoidCrossEntropyBackward'
    | 'softmaxBackward'
    | 'softmaxCrossEntropy'
    | 'softmaxCrossEntropyBackward'
    | 'softmaxForward'
    | 'staticBytes'
    | 'sumOfSquares'
    | 'teamBytes'
    | 'useScratch'
    | 'useTeam'
    | 'useThreads'
    | 'work',
    WasmFunction
  >
>

/** Where numbers lie in the memory of the kernels. */
export type AddressOf = (values: FloatArray) => number
