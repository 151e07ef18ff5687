import { initializeParameters } from '../../../src-engine/initialize.ts'
import { referenceKernels } from '../../../src-engine/kernels/reference.ts'
import { layerSchema } from '../../../src-engine/layers/index.ts'
import type { Pass, Signal } from '../../../src-engine/layers/layer.ts'
import { buildNetwork, type Network } from '../../../src-engine/network.ts'
import type { Shape } from '../../../src-engine/shape.ts'

export const training: Pass = { training: true, step: 0 }

/** One layer by itself in float64, with room for four samples and its parameters initialised. */
export function layerAlone(spec: object, input: Shape | Signal, seed = 1): Network {
  const network = buildNetwork({
    layers: [layerSchema.parse(spec)],
    input: 'shape' in input ? input : { shape: input, vocabulary: null },
    seed,
    maxBatch: 4,
    precision: 'float64',
    kernels: referenceKernels,
    slotCount: 0,
    everyGradient: true,
  })
  initializeParameters({ seed }, network)
  return network
}

/** What the layer puts out for `n` samples. */
export function forward(network: Network, inputs: readonly number[], n = 1, pass = training): number[] {
  network.input.set(inputs)
  network.forward(n, pass)
  return Array.from(network.output.subarray(0, (network.output.length / 4) * n))
}

/** The gradients by input and parameters, given that by the output of the samples last run forward. */
export function backward(network: Network, dOutput: readonly number[], n = 1) {
  network.dOutput.set(dOutput)
  network.backward(n)
  const gradientOf = (name: string) =>
    Array.from(network.parameters.find((parameter) => parameter.name === name)?.gradient ?? [])
  const { dInput } = network.layers[0]?.buffers ?? {}
  return {
    dInput: Array.from(dInput?.subarray(0, (dInput.length / 4) * n) ?? []),
    dWeight: gradientOf('weight'),
    dBias: gradientOf('bias'),
  }
}
