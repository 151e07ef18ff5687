import { readFileSync } from 'node:fs'
import brain from 'brain.js'
import { readCase } from '../case-files.ts'
import { answer } from './answer.ts'
import { shuffledBatches } from './batches.ts'

/*
 * node brain.mjs FOLDER: brain.js as a peer, through its own `train`.
 *
 * It has no batches, no softmax and no cross-entropy: it corrects the weights after every sample, by the squares of the
 * errors of ReLU outputs. So its losses are not compared, and its rate is that of a batch divided by its size, with
 * which the weights go as far and stay finite. Sizes, first weights and data are everybody's.
 */

/** Samples of one call of `train`, which copies what it is given. */
const chunk = 256
const { version } = JSON.parse(readFileSync(new URL('../node_modules/brain.js/package.json', import.meta.url), 'utf8'))
const [folder = ''] = process.argv.slice(2)
await answer(version, open)

function open(/** @type {number} */ index) {
  const { description, inputs, classes, parameters } = readCase(folder, index)
  if (description.filters) return null
  const { samples, batch, momentum } = description
  const [width = 0] = description.inputs
  const data = Array.from({ length: samples }, (_, i) => ({
    input: Array.from(inputs.subarray(i * width, (i + 1) * width), (byte) => byte / 255),
    output: Array.from({ length: description.classes }, (_, k) => (k === classes[i] ? 1 : 0)),
  }))
  const options = { iterations: 1, errorThresh: 1e-9, learningRate: description.learningRate / batch, momentum }
  const network = new brain.NeuralNetwork({ activation: 'relu' })
  network.sizes = [width, ...(description.hidden ?? []), description.classes]
  network.initialize()
  for (let layer = 1; layer < network.sizes.length; layer++) {
    const nIn = network.sizes[layer - 1]
    const [weight, bias] = parameters.slice(2 * layer - 2)
    network.biases[layer].set(bias)
    network.weights[layer].forEach((row, unit) => row.set(weight.subarray(unit * nIn, (unit + 1) * nIn)))
  }
  const chunks = shuffledBatches(samples, chunk)
  return {
    losses: () => null,
    step() {
      const indexes = chunks.next().value
      network.train(
        Array.from(indexes, (sample) => data[sample]),
        options,
      )
      return indexes.length
    },
  }
}
