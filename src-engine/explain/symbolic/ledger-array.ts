import type { NestedNumbers } from '../../shape.ts'
import type { LedgerStep } from '../ledger.ts'
import type { Expression, Name } from './expression.ts'
import {
  atStep,
  changeOf,
  constantName,
  gradientName,
  partial,
  functionOf,
  stagedName,
  type Signal,
} from './notation.ts'

export type ParameterName = 'weight' | 'bias'

/** A number of the optimiser's state. */
export type SlotName = 'velocity' | 'mean' | 'squares'

/** A parameter's numbers in a step: what it was, how it changes, what the optimiser keeps for it. */
export type ParameterNumbers = 'before' | 'gradient' | 'update' | 'after' | SlotName

/** One array of a ledger step. Signal −1 is the network's input, k what layer k puts out. */
export type LedgerArray =
  | { readonly of: 'targets' }
  | { readonly of: 'values' | 'gradients'; readonly signal: number }
  | { readonly of: 'mask'; readonly layer: number }
  | {
      readonly of: ParameterNumbers | `previous ${SlotName}`
      readonly layer: number
      readonly parameter: ParameterName
    }

/** Where a number stands: its array, and the indexes into it, the sample first where the array has one. */
export interface LedgerPlace {
  readonly array: LedgerArray
  readonly path: readonly number[]
}

/** Tells arrays of a step apart. */
export function keyOfArray(array: LedgerArray): string {
  if (array.of === 'targets') return 'targets'
  if ('signal' in array) return `${array.of} ${array.signal}`
  return 'parameter' in array ? `${array.of} ${array.layer} ${array.parameter}` : `${array.of} ${array.layer}`
}

/** Whether the first index of an array is the sample. */
export function hasSamples(array: LedgerArray): boolean {
  return !('parameter' in array)
}

/** The numbers of an array; null where the step has none. */
export function numbersOfArray({ layers, targets }: LedgerStep, array: LedgerArray): NestedNumbers | null {
  if (array.of === 'targets') return targets
  if ('signal' in array) {
    const { signal } = array
    if (array.of === 'values') return (signal < 0 ? layers[0]?.input : layers[signal]?.output) ?? null
    return (signal < 0 ? layers[0]?.inputGradient : layers[signal]?.outputGradient) ?? null
  }
  if (array.of === 'mask') return layers[array.layer]?.mask ?? null
  const numbers = layers[array.layer]?.parameters[array.parameter]
  switch (array.of) {
    case 'previous velocity':
      return numbers?.previous.velocity ?? null
    case 'previous mean':
      return numbers?.previous.mean ?? null
    case 'previous squares':
      return numbers?.previous.squares ?? null
    default:
      return numbers?.[array.of] ?? null
  }
}

const slotLetters: Readonly<Record<SlotName, string>> = { velocity: 'v', mean: 'm', squares: 's' }

/** What a whole array is called: `z⁽²⁾`, `∂C/∂W⁽²⁾`. A matrix of weights is a capital letter, as in the sources. */
export function nameOfArray(array: LedgerArray, signalAt: (index: number) => Signal): Name {
  if (array.of === 'targets') return stagedName('y', null, null, [])
  if (array.of === 'mask') return stagedName('r', signalAt(array.layer).stage, null, [])
  if ('signal' in array) {
    const signal = signalAt(array.signal)
    const letter = signal.letter + '′'.repeat(signal.primes)
    return array.of === 'gradients' ? gradientName(signal, null, []) : stagedName(letter, signal.stage, null, [])
  }
  const value = stagedName(array.parameter === 'weight' ? 'W' : 'b', signalAt(array.layer).stage, null, [])
  const slot = (name: SlotName): Name => functionOf(constantName(slotLetters[name]), value)
  switch (array.of) {
    case 'before':
      return value
    case 'after':
      return atStep(value, 1)
    case 'gradient':
      return partial(value)
    case 'update':
      return changeOf(value)
    case 'velocity':
    case 'mean':
    case 'squares':
      return slot(array.of)
    case 'previous velocity':
      return atStep(slot('velocity'), -1)
    case 'previous mean':
      return atStep(slot('mean'), -1)
    case 'previous squares':
      return atStep(slot('squares'), -1)
  }
}

/** Every number of the ledger that an expression is made of, in its order. */
export function placesOf(expression: Expression): LedgerPlace[] {
  switch (expression.kind) {
    case 'number':
      return []
    case 'named':
      return expression.place ? [expression.place] : placesOf(expression.meaning)
    case 'sum':
      return expression.terms.flatMap(placesOf)
    case 'product':
      return expression.factors.flatMap(placesOf)
    case 'quotient':
      return [...placesOf(expression.numerator), ...placesOf(expression.denominator)]
    case 'power':
      return placesOf(expression.base)
    case 'negative':
      return placesOf(expression.operand)
    case 'function':
      return expression.inputs.flatMap(placesOf)
  }
}
