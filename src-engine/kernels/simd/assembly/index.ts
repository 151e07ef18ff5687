export { activationBackward, activationForward, multiply } from './activations'
export { convBackward, convForward } from './convolution'
export { denseBackward, denseForward } from './dense'
export { embeddingBackward, embeddingForward } from './embedding'
export { gather } from './gather'
export { addPenalty, scale, sumOfSquares } from './gradients'
export { padBackward, padForward } from './padding'
export { avgPoolBackward, avgPoolForward, maxPoolBackward, maxPoolForward } from './pooling'
export { scratchBytes, staticBytes, useScratch } from './scratch'
export {
  sigmoidCrossEntropyBackward,
  softmaxBackward,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  softmaxForward,
} from './softmax'
export { dismiss, foundWork, hasJoined, teamBytes, useTeam, useThreads, work } from './team'
export { adam, descendBySquares, sgdMomentum } from './updates'
