import type { Tensor } from './checkpoint.ts'
import type { FloatArray } from './float-array.ts'
import type { Network } from './network.ts'
import { inputError } from './problem.ts'
import { formatShape, sameShape } from './shape.ts'
import { say } from './sentence.ts'

/** A copy of every parameter's part of `run`: the values, or a slot of the optimiser. */
export function copyTensors(network: Network, run: FloatArray): Tensor[] {
  return network.parameters.map((parameter) => ({
    name: parameter.fullName,
    shape: parameter.shape,
    values: network.viewIn(run, parameter).slice(),
  }))
}

/**
 * Writes tensors, found by name, to their parts of `run`.
 *
 * @throws InputError naming the first tensor that is missing, of another shape, or not of this network
 */
export function fillTensors(network: Network, run: FloatArray, tensors: readonly Tensor[]): void {
  for (const parameter of network.parameters) {
    const tensor = tensors.find(({ name }) => name === parameter.fullName)
    if (!tensor || !sameShape(tensor.shape, parameter.shape)) {
      const found = tensor ? say('has shape {shape}', { shape: formatShape(tensor.shape) }) : say('is missing')
      throw inputError([parameter.fullName], found, say('needs shape {shape}', { shape: formatShape(parameter.shape) }))
    }
    network.viewIn(run, parameter).set(tensor.values)
  }
  const stranger = tensors.find(({ name }) => !network.parameters.some(({ fullName }) => fullName === name))
  if (stranger)
    throw inputError([stranger.name], say('is not a parameter of this network'), say('use weights of the same stack'))
}
