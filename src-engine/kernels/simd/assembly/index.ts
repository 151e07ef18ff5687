export { activationBackward, activationForward, multiply } from './activations'
export { convBackward, convForward } from './convolution'
export { denseBackward, denseForward } from './dense'
export { embeddingBackward, embeddingForward } from './embedding'
export { gather } from './gather'
export { adam, addPenalty, scale, descendBySquares, sgdMomentum, sumOfSquares } from './optimization'
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
