import { numberAt } from '../nest.ts'
import {
  apply,
  difference,
  named,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
  type Expression,
  type Name,
} from './expression.ts'
import { atStep, changeOf, constantName, functionOf, partial } from './notation.ts'
import type { LedgerArray, ParameterName, SlotName } from './ledger-array.ts'
import { parameterName, type Cell, type RetracedStep } from './retraced-step.ts'

/** One weight or bias of a retraced step. */
export interface Element {
  readonly step: RetracedStep
  readonly layer: number
  readonly parameter: ParameterName
  readonly cell: Cell
}

const one = number(1)

/** `w`, `Δw`, `∂C/∂w` and the optimiser's `v(w)`, `m(w)` and `s(w)`. */
export function elementNames({ step, layer, parameter, cell }: Element) {
  const signal = step.signal(layer)
  const value = parameterName(signal, parameter, cell)
  const slot = (letter: string) => functionOf(constantName(letter), value)
  return {
    value,
    after: atStep(value, 1),
    change: changeOf(value),
    gradient: partial(value),
    slots: { velocity: slot('v'), mean: slot('m'), squares: slot('s') } satisfies Record<SlotName, Name>,
  }
}

/** `w[t+1] = w + Δw` */
export function afterFormula(element: Element): Expression {
  const { step, layer, parameter, cell } = element
  return sum([step.weight(layer, parameter, cell), now(element, 'update', elementNames(element).change)])
}

/** Penalties and clipping around what the loss adds: `∂C/∂w = c·(∂L/∂w + λ₁ sign w + λ₂ w)`. */
export function regularizedGradient(element: Element, ofLoss: Expression): Expression {
  const { step, layer, parameter, cell } = element
  const { l1, l2 } = step.experiment.training
  const w = step.weight(layer, parameter, cell)
  const penalties = [
    ...(l1 > 0 ? [product(named(constantName('λ₁'), l1), apply('sign', w))] : []),
    ...(l2 > 0 ? [product(named(constantName('λ₂'), l2), w)] : []),
  ]
  const whole = parameter === 'weight' && penalties.length > 0 ? sum([ofLoss, ...penalties]) : ofLoss
  const { clipFactor } = step.step
  return clipFactor === 1 ? whole : product(named(constantName('c'), clipFactor), whole)
}

/** What the optimiser's state becomes. */
export function slotFormula(element: Element, slot: SlotName): Expression {
  const { optimizer } = element.step.experiment
  const g = gradientOf(element)
  const old = previous(element, slot, atStep(elementNames(element).slots[slot], -1))
  switch (optimizer.type) {
    case 'sgd':
      return velocityFormula(element, old)
    case 'adagrad':
      return sum([old, power(g, 2)])
    case 'rmsprop':
      return runningMean('ρ', optimizer.decay, old, power(g, 2))
    case 'adam':
    case 'adamw':
      return slot === 'mean'
        ? runningMean('β₁', optimizer.beta1, old, g)
        : runningMean('β₂', optimizer.beta2, old, power(g, 2))
  }
}

/** `Δw`, from the gradient and the optimiser's state. */
export function updateFormula(element: Element): Expression {
  const { optimizer } = element.step.experiment
  const names = elementNames(element)
  const rate = rateOf(element)
  const g = gradientOf(element)
  const slot = (name: SlotName) => now(element, name, names.slots[name])
  switch (optimizer.type) {
    case 'sgd': {
      if (!optimizer.nesterov) {
        return velocityFormula(element, previous(element, 'velocity', atStep(names.change, -1)))
      }
      const ahead = product(named(constantName('γ'), optimizer.momentum), slot('velocity'))
      return sum([negative(product(rate, g)), ahead])
    }
    case 'adagrad':
    case 'rmsprop':
      return negative(quotient(product(rate, g), rootOf(slot('squares'), optimizer.epsilon)))
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer
      const mean = quotient(slot('mean'), correction('β₁', beta1, element))
      const squares = quotient(slot('squares'), correction('β₂', beta2, element))
      const adam = negative(quotient(product(rate, mean), rootOf(squares, epsilon)))
      if (optimizer.type === 'adam') return adam
      const w = element.step.weight(element.layer, element.parameter, element.cell)
      return sum([negative(product(rate, named(constantName('λ'), optimizer.weightDecay), w)), adam])
    }
  }
}

/** `−α·g + γ·v[t−1]`, the second part left out without momentum (Momentum article). */
function velocityFormula(element: Element, before: Expression): Expression {
  const { optimizer } = element.step.experiment
  const momentum = optimizer.type === 'sgd' ? optimizer.momentum : 0
  const descent = negative(product(rateOf(element), gradientOf(element)))
  return momentum === 0 ? descent : sum([descent, product(named(constantName('γ'), momentum), before)])
}

/** `β·old + (1 − β)·fresh` */
function runningMean(letter: string, decay: number, old: Expression, fresh: Expression): Expression {
  const beta = named(constantName(letter), decay)
  return sum([product(beta, old), product(difference(one, beta), fresh)])
}

/** `1 − βᵗ` */
function correction(letter: string, decay: number, { step }: Element): Expression {
  return difference(one, power(named(constantName(letter), decay), step.step.step))
}

/** `√s + ε` */
function rootOf(squares: Expression, epsilon: number): Expression {
  return sum([apply('sqrt', squares), named(constantName('ε'), epsilon)])
}

function rateOf({ step }: Element): Expression {
  return named(constantName('α'), step.step.learningRate)
}

function gradientOf(element: Element): Expression {
  return now(element, 'gradient', elementNames(element).gradient)
}

/** A number of the element in the ledger. Throws RangeError where the optimiser has no such state. */
export function ledgerNumber(
  { step, layer, parameter, cell }: Element,
  key: 'gradient' | 'update' | 'after' | SlotName,
): number {
  const values = step.parameter(layer, parameter)?.[key]
  if (!values) throw new RangeError(`${parameter} of layer ${layer} has no ${key}`)
  return numberAt(values, cell)
}

/** A number of the step for the element, by its name. */
function now(element: Element, key: 'gradient' | 'update' | SlotName, name: Name): Expression {
  const { layer, parameter, cell } = element
  return named(name, ledgerNumber(element, key), { array: { of: key, layer, parameter }, path: cell })
}

/** The optimiser's state before the step. */
function previous({ step, layer, parameter, cell }: Element, slot: SlotName, name: Name): Expression {
  const values = step.parameter(layer, parameter)?.previous[slot]
  if (!values) throw new RangeError(`${parameter} of layer ${layer} has no ${slot}`)
  const array: LedgerArray = { of: `previous ${slot}`, layer, parameter }
  return named(name, numberAt(values, cell), { array, path: cell })
}
