import type { LossName } from '../../registry.ts'
import type { Experiment } from '../../spec.ts'
import {
  apply,
  difference,
  evaluate,
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
import { samplesOf } from './layer-formulas.ts'
import { constantName, stagedName } from './notation.ts'
import { cellsOf, type Cell, type RetracedStep } from './retraced-step.ts'
import { logSumExp } from './softmax.ts'

/** The formulas of a loss, from outputs `a` or scores `z`, for one sample. */
interface LossPart {
  terms(row: Row): readonly Expression[]
  /** `∂L/∂aᵢ`, or where loss and activation are merged `∂L/∂zᵢ`; before the division by N. */
  gradient(row: Row, i: number): Expression
}

interface LossFormulas extends LossPart {
  /** What the sum of the terms over samples and outputs is divided by, besides N. */
  divisor(outputs: number): readonly Expression[]
  /** Together with the last activation, from what that takes in. */
  readonly merged?: LossPart
}

/** Scores before the last activation, outputs and targets of one sample. */
interface Row {
  readonly z: readonly Expression[]
  readonly a: readonly Expression[]
  readonly y: readonly Expression[]
}

const one = number(1)
const two = number(2)

const squares = (row: Row) => row.a.map((a, i) => power(difference(at(row.y, i), a), 2))

const formulas: Readonly<Record<LossName, LossFormulas>> = {
  half_squared_error: {
    divisor: () => [two],
    terms: squares,
    gradient: ({ a, y }, i) => difference(at(a, i), at(y, i)),
  },

  mean_squared_error: {
    divisor: (outputs) => (outputs > 1 ? [number(outputs)] : []),
    terms: squares,
    gradient({ a, y }, i) {
      const slope = product(two, difference(at(a, i), at(y, i)))
      return a.length > 1 ? quotient(slope, number(a.length)) : slope
    },
  },

  binary_cross_entropy: {
    divisor: () => [],
    terms: ({ a, y }) => a.map((output, i) => bernoulli(output, at(y, i))),
    gradient({ a, y }, i) {
      const output = at(a, i)
      return quotient(difference(output, at(y, i)), output, difference(one, output))
    },
    merged: {
      terms: ({ z, y }) =>
        z.map((score, i) => {
          const log = apply('ln', sum([one, apply('exp', negative(apply('abs', score)))]))
          return sum([apply('max', score, number(0)), negative(product(score, at(y, i))), log])
        }),
      gradient: ({ a, y }, i) => difference(at(a, i), at(y, i)),
    },
  },

  categorical_cross_entropy: {
    divisor: () => [],
    terms: ({ a, y }) => a.flatMap((p, i) => (isZero(at(y, i)) ? [] : [negative(weighted(at(y, i), apply('ln', p)))])),
    gradient: ({ a, y }, i) => (isZero(at(y, i)) ? number(0) : negative(quotient(at(y, i), at(a, i)))),
    merged: {
      terms({ z, y }) {
        const scores = z.flatMap((score, i) => (isZero(at(y, i)) ? [] : [negative(weighted(at(y, i), score))]))
        const total = totalOf(y)
        return [total === 1 ? logSumExp(z) : product(number(total), logSumExp(z)), ...scores]
      },
      // With C context words for targets (skip-gram), Σ_c (p − t_c) = C·p − t.
      gradient({ a, y }, i) {
        const total = totalOf(y)
        return difference(total === 1 ? at(a, i) : product(number(total), at(a, i)), at(y, i))
      },
    },
  },
}

/** A formula of textbooks beside the equal one that is worked out, in which nothing overflows; null where they are one. */
export interface LossForms {
  readonly textbook: Expression
  readonly stable: Expression | null
}

/** `C`, or `L` where penalties make the cost more than the loss; of one sample of several with its number. */
export function lossName({ experiment, samples }: RetracedStep, sample: number | null = null): Name {
  return stagedName(lossLetter(experiment), null, samples > 1 ? sample : null, [])
}

/** Without penalties the loss is the cost that is differentiated, and has its letter. */
export function lossLetter({ training: { l1, l2 } }: Experiment): 'C' | 'L' {
  return l1 > 0 || l2 > 0 ? 'L' : 'C'
}

/** Loss of the batch: the mean, or sum, over the losses of its samples. */
export function lossFormula(step: RetracedStep): Expression {
  const all = samplesOf(step).map((sample) => {
    const { textbook, stable } = sampleLoss(step, sample)
    return named(lossName(step, sample), stable ?? textbook)
  })
  const [count] = step.meanOver
  return count ? product(quotient(one, count), sum(all)) : sum(all)
}

/** Loss of one sample, before the mean over the batch. */
export function sampleLoss(step: RetracedStep, sample: number): LossForms {
  const loss = formulas[step.experiment.loss]
  const row = rowOf(step, sample)
  const whole = (part: LossPart) => quotient(sum(part.terms(row)), ...loss.divisor(row.a.length))
  const textbook = whole(loss)
  const part = partOf(step, loss)
  if (part === loss) return { textbook, stable: null }
  const stable = whole(part)
  // Of a saturated output the textbook's logarithm is of 0, or of what rounding left.
  const value = evaluate(stable)
  const agrees = Math.abs(evaluate(textbook) - value) <= 1e-13 * Math.max(1, Math.abs(value))
  return { textbook: agrees ? textbook : stable, stable }
}

/** `C = L + λ₁ Σ|w| + ½λ₂ Σw²`, over every weight of the network, biases left free. */
export function costFormula(step: RetracedStep): Expression {
  const { l1, l2 } = step.experiment.training
  const weights = step.step.layers.flatMap(({ index, parameters: { weight } }) =>
    weight ? cellsOf(weight.shape).map((cell) => step.weight(index, 'weight', cell)) : [],
  )
  const loss = named(lossName(step), step.step.loss)
  const absolute = product(named(constantName('λ₁'), l1), sum(weights.map((w) => apply('abs', w))))
  const square = quotient(product(named(constantName('λ₂'), l2), sum(weights.map((w) => power(w, 2)))), two)
  return sum([loss, ...(l1 > 0 ? [absolute] : []), ...(l2 > 0 ? [square] : [])])
}

/** `∂C/∂a` of the network's output, or where it is merged with the loss `∂C/∂z` of what the last activation takes in. */
export function lossGradientFormula(step: RetracedStep, sample: number, cell: Cell): Expression {
  const loss = formulas[step.experiment.loss]
  const row = rowOf(step, sample)
  const i = cellsOf(step.shape(step.lastSignal)).findIndex((other) => other.every((index, d) => index === cell[d]))
  return quotient(partOf(step, loss).gradient(row, i), ...step.meanOver)
}

/** The loss by itself, or together with the last activation. */
function partOf(step: RetracedStep, loss: LossFormulas): LossPart {
  return isMerged(step) && loss.merged ? loss.merged : loss
}

/** The loss and the last activation are one. */
export function isMerged(step: RetracedStep): boolean {
  return step.layer(step.lastSignal).merged
}

function rowOf(step: RetracedStep, sample: number): Row {
  const cells = cellsOf(step.shape(step.lastSignal))
  const z = isMerged(step) ? cells.map((cell) => step.value(step.lastSignal - 1, sample, cell)) : []
  return {
    z,
    a: cells.map((cell) => step.value(step.lastSignal, sample, cell)),
    y: cells.map((cell) => step.target(sample, cell)),
  }
}

/** `−(y ln a + (1 − y) ln(1 − a))`; a part of weight 0 is left out where its logarithm is of 0. */
function bernoulli(a: Expression, y: Expression): Expression {
  const [target, output] = [evaluate(y), evaluate(a)]
  const parts = [
    ...(target === 0 && output === 0 ? [] : [weighted(y, apply('ln', a))]),
    ...(target === 1 && output === 1 ? [] : [product(difference(one, y), apply('ln', difference(one, a)))]),
  ]
  return negative(sum(parts))
}

function weighted(y: Expression, of: Expression): Expression {
  return product(y, of)
}

function totalOf(y: readonly Expression[]): number {
  return y.reduce((total, target) => total + evaluate(target), 0)
}

function isZero(y: Expression): boolean {
  return evaluate(y) === 0
}

function at(row: readonly Expression[], i: number): Expression {
  const found = row[i]
  if (!found) throw new RangeError(`the output has no place ${i}`)
  return found
}
