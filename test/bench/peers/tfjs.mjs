import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
// Makes the gradients known to the core, which knows none by itself.
import '@tensorflow/tfjs-layers'
import { readCase } from '../case-files.ts'
import { answer } from './answer.ts'
import { batchesOf, shuffledBatches } from './batches.ts'

/*
 * node tfjs.mjs FOLDER BACKEND: TensorFlow.js as a peer, on its `cpu` backend (plain JavaScript) or `wasm`.
 *
 * Its fastest way here: fused operations under `variableGrads` and the momentum optimiser; a layers model with
 * `trainOnBatch` was measured to be as fast on big networks and slower on small ones. The data is one tensor on the
 * backend, of which each batch is gathered; every step is tidied.
 */

const [folder = '', backend = 'cpu'] = process.argv.slice(2)
await tf.setBackend(backend)
const simd = backend === 'wasm' && (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? ', SIMD' : ''
await answer(`${tf.version_core}, ${backend} backend${simd}`, open)

/** The WASM backend lacks the gradient of a convolution's weights. */
function open(/** @type {number} */ index) {
  const { description, inputs, classes, order, parameters } = readCase(folder, index)
  const { samples, batch, learningRate, momentum } = description
  if (description.filters && !tf.getKernel('Conv2DBackpropFilter', backend)) return null
  const network = description.filters ? convolutional(description, parameters) : dense(description, parameters)
  const x = tf.tensor(
    Float32Array.from(inputs, (byte) => byte / 255),
    [samples, ...network.inputShape],
  )
  const y = tf.tidy(() =>
    tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(classes), 'int32'), description.classes), 'float32'),
  )
  const optimizer = tf.train.momentum(learningRate, momentum)
  const batches = shuffledBatches(samples, batch)

  function step(/** @type {Uint32Array} */ indexes) {
    return tf.tidy(() => {
      const chosen = tf.tensor1d(Int32Array.from(indexes), 'int32')
      const [input, target] = [tf.gather(x, chosen), tf.gather(y, chosen)]
      const { value, grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(target, network.forward(input)))
      optimizer.applyGradients(grads)
      return value.dataSync()[0]
    })
  }

  return {
    losses: () => batchesOf(order, batch).map(step),
    step() {
      const indexes = batches.next().value
      step(indexes)
      return indexes.length
    },
  }
}

/** Weights (out, in) come as (in, out). */
function dense({ inputs, parameters: plans }, values) {
  const parameters = values.map((value, i) => {
    const tensor = tf.tensor(value, plans[i].shape)
    return tf.variable(plans[i].shape.length === 2 ? tf.transpose(tensor) : tensor)
  })
  const last = parameters.length - 2
  const forward = (input) => {
    let a = input
    for (let i = 0; i <= last; i += 2) {
      const activation = i < last ? 'relu' : 'linear'
      a = tf.fused.matMul({ a, b: parameters[i], bias: parameters[i + 1], activation })
    }
    return a
  }
  return { inputShape: inputs, forward }
}

/** Images are (H, W, C) here, so kernels (out, in, 3, 3) come as (3, 3, in, out), and the last weights by pixels. */
function convolutional({ inputs, parameters: plans }, values) {
  const [channels, height, width] = inputs
  const tensors = values.map((value, i) => tf.tensor(value, plans[i].shape))
  const lastKernel = tensors.length - 4
  const pixels = (height * width) / 4 ** (lastKernel / 2 + 1)
  const parameters = tensors.map((tensor) => {
    if (tensor.rank === 4) return tf.variable(tf.transpose(tensor, [2, 3, 1, 0]))
    if (tensor.rank === 1) return tf.variable(tensor)
    const [classes, size] = tensor.shape
    const byPixels = tf.transpose(tf.reshape(tensor, [classes, size / pixels, pixels]), [2, 1, 0])
    return tf.variable(tf.reshape(byPixels, [size, classes]))
  })
  const forward = (input) => {
    let a = input
    for (let i = 0; i <= lastKernel; i += 2) {
      const convolution = { x: a, filter: parameters[i], strides: 1, pad: 'same', bias: parameters[i + 1] }
      a = tf.maxPool(tf.fused.conv2d({ ...convolution, activation: 'relu' }), 2, 2, 'valid')
    }
    const flat = tf.reshape(a, [a.shape[0], -1])
    return tf.fused.matMul({ a: flat, b: parameters.at(-2), bias: parameters.at(-1) })
  }
  // One channel lies the same way in both orders.
  return { inputShape: [height, width, channels], forward }
}
