import type { ActivationKind, FollowingActivation } from '../kernels.ts'
import type { AddressOf } from './assembly-interface.ts'

/** The numbers that assembly/activations.ts knows activations by. */
export const activationNumbers: Readonly<Record<ActivationKind, number>> = {
  identity: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  leaky_relu: 4,
}

/*
 * An activation behind a product as the numbers that the kernels take. One function for each number: nothing is made
 * anew in a step.
 */

export function kindOf(activation: FollowingActivation | undefined): number {
  return activation ? activationNumbers[activation.kind] : 0
}

export function slopeOf(activation: FollowingActivation | undefined): number {
  return activation ? activation.slope : 0
}

/** 0 where none follows. */
export function outputOf(activation: FollowingActivation | undefined, at: AddressOf): number {
  return activation ? at(activation.output) : 0
}

export function inputOf(activation: FollowingActivation | undefined, at: AddressOf): number {
  return activation ? at(activation.input) : 0
}

export function dOutputOf(activation: FollowingActivation | undefined, at: AddressOf): number {
  return activation ? at(activation.dOutput) : 0
}
