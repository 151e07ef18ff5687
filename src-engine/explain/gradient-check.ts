import type { Checkpoint } from '../checkpoint.ts'
import type { Dataset } from '../datasets/dataset.ts'
import type { NamedParameter } from '../network.ts'
import type { Experiment } from '../spec.ts'
import { watchKinks } from './kinks.ts'
import { signalNames } from './ledger-stages.ts'
import { numericDerivative, type NumericDerivative } from './numeric-derivative.ts'
import { createProbe, type Probe } from './probe.ts'
import type { Name } from './symbolic/expression.ts'
import { cellAt, parameterName, type Cell } from './symbolic/retraced-step.ts'

/** How backpropagation compares with central differences. */
export interface GradientReport {
  /** Weights and biases looked at. */
  readonly checked: number
  readonly total: number
  /** The largest of `|analytic − numeric| / max(|analytic|, |numeric|)`, kinks left out. */
  readonly maxRelativeError: number
  /** Where it is; null before anything was compared. `index` counts the parameter's elements row-major. */
  readonly worst: {
    readonly parameter: string
    /** What the element is called in the ledger. */
    readonly symbol: Name
    /** Its indexes in the parameter, from 0. */
    readonly cell: Cell
    readonly index: number
    readonly analytic: number
    readonly numeric: number
  } | null
  /** Of those looked at: so near a kink of ReLU, max pooling or `|w|` that no step stays on one side. Nothing is said about them. */
  readonly kinks: number
  /** All were looked at, and but for kinks no relative error reaches 10⁻⁶. */
  readonly passed: boolean
}

/** A check in progress. */
export interface GradientCheck {
  readonly total: number
  readonly checked: number
  /** Checks up to `count` more weights and biases. */
  advance(count: number): void
  report(): GradientReport
}

const tolerance = 1e-6

/** So many times the rounding of a cost is the most it is thought to come to, among all parameters of a network. */
const roundingMargin = 8

/**
 * Compares backpropagation with central differences for every weight and bias, over the first training batch, in
 * float64: the cost with its penalties, dropout and negative samples drawn alike every time, before clipping.
 *
 * The relative error is `|analytic − numeric| / max(|analytic|, |numeric|, r)`. Rounding lets no difference of costs
 * tell gradients apart by less than some `ε`; r is `ε / 10⁻⁶`, so that of a gradient smaller than r only those digits
 * are compared which exist. ε is measured, see {@link roundingOf}.
 *
 * Steps are chosen for each parameter, see {@link numericDerivative}. A step on which a ReLU switches, another cell wins
 * a max pool, or an L1 penalty's weight changes sign, is not used; where none is left, the parameter is a kink.
 *
 * With a checkpoint its weights are checked, over the batch that comes next.
 *
 * A parameter costs about four to eight forward passes of the layers behind it, and of its own unit.
 *
 * @throws InputError with everything wrong about the experiment or its data, or if the first loss is not finite
 */
export function createGradientCheck(options: {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly checkpoint?: Checkpoint | null
}): GradientCheck {
  const probe = createProbe(options)
  const { network } = probe
  const signalAt = signalNames(options.experiment)
  const hasAbsolutePenalty = options.experiment.training.l1 > 0
  const kinks = watchKinks(network, probe.samples)
  probe.cost()
  kinks.settle()
  const elements = network.parameters.map((parameter) => ({
    parameter,
    gradient: network.viewIn(probe.gradient, parameter),
    rounding: roundingOf(probe, parameter),
  }))
  const total = elements.reduce((sum, { gradient }) => sum + gradient.length, 0)
  const next = { tensor: 0, index: 0 }
  let checked = 0
  let kinkCount = 0
  let maxRelativeError = 0
  let worst: GradientReport['worst'] = null

  function check({ parameter, gradient, rounding }: (typeof elements)[number], index: number): void {
    const analytic = gradient[index] as number
    const met = { kink: false }
    const relativeError = ({ value, step }: NumericDerivative): number => {
      const error = Math.abs(analytic - value)
      const resolvable = (roundingMargin * rounding) / (step * tolerance)
      return error === 0 ? 0 : error / Math.max(Math.abs(analytic), Math.abs(value), resolvable)
    }

    const w = parameter.value[index] as number
    const costAt = (value: number): number | null => {
      parameter.value[index] = value
      const cost = probe.costAfter(parameter, index)
      const crossesZero = hasAbsolutePenalty && parameter.name === 'weight' && Math.sign(value) !== Math.sign(w)
      const switched = crossesZero || kinks.haveSwitched(parameter.layer + 1)
      met.kink ||= switched
      return switched || !Number.isFinite(cost) ? null : cost
    }
    const numeric = numericDerivative(
      (h) => {
        const above = costAt(w + h)
        const below = above === null ? null : costAt(w - h)
        return above === null || below === null ? null : { change: above - below, distance: w + h - (w - h) }
      },
      (derivative) => relativeError(derivative) < tolerance / 10,
    )
    parameter.value[index] = w
    probe.restore(parameter, index)

    checked++
    if (numeric === null && met.kink) {
      kinkCount++
      return
    }
    const error = numeric === null ? Infinity : relativeError(numeric)
    if (worst === null || !(error <= maxRelativeError)) {
      maxRelativeError = error
      const cell = cellAt(index, parameter.shape)
      const symbol = parameterName(signalAt(parameter.layer), parameter.name, cell)
      worst = { parameter: parameter.fullName, symbol, cell, index, analytic, numeric: numeric?.value ?? NaN }
    }
  }

  return {
    total,
    get checked() {
      return checked
    },
    advance(count) {
      for (let i = 0; i < count && checked < total; i++) {
        const tensor = elements[next.tensor]
        if (!tensor) return
        check(tensor, next.index++)
        if (next.index < tensor.gradient.length) continue
        next.tensor++
        next.index = 0
      }
    },
    report: () => ({
      checked,
      total,
      maxRelativeError,
      worst,
      kinks: kinkCount,
      passed: checked === total && maxRelativeError < tolerance,
    }),
  }
}

/** How many parameters are checked between two calls of `onProgress`. */
const progressEvery = 64

/**
 * {@link createGradientCheck}, from beginning to end.
 *
 * @param onProgress called every now and then; returns whether to go on. A check that is stopped has not passed.
 */
export function checkGradients(options: {
  readonly experiment: Experiment
  readonly dataset: Dataset
  readonly onProgress?: (checked: number, total: number) => boolean
}): GradientReport {
  const check = createGradientCheck(options)
  while (check.checked < check.total) {
    check.advance(progressEvery)
    if (options.onProgress && !options.onProgress(check.checked, check.total)) break
  }
  return check.report()
}

/** Steps so small that the cost along them is smooth but for its rounding, and large enough to bring all of that about. */
const roundingStep = 2 ** -24
const roundingSamples = 8

/**
 * The rounding in the cost, as a standard deviation, measured along some elements of a parameter: fourth differences of
 * the cost at tiny steps, which take away everything smooth (Moré and Wild, 2011). The median over the elements, those
 * on which the cost does not depend left out, but no less than half a last digit of the cost.
 */
function roundingOf(probe: Probe, parameter: NamedParameter): number {
  const { value } = parameter
  const stride = Math.max(1, Math.floor(value.length / roundingSamples))
  const found: number[] = []
  for (let index = 0; index < value.length && found.length < roundingSamples; index += stride) {
    const w = value[index] as number
    const costs = Array.from({ length: 9 }, (_, k) => {
      value[index] = w + k * roundingStep
      return probe.costAfter(parameter, index)
    })
    value[index] = w
    probe.restore(parameter, index)
    const fourths = differences(differences(differences(differences(costs))))
    // Of independent numbers of variance σ² it has the variance (1 + 16 + 36 + 16 + 1) σ² = 70 σ².
    found.push(Math.sqrt(fourths.reduce((sum, d) => sum + d * d, 0) / fourths.length / 70))
  }
  const noisy = found.filter((rounding) => rounding > 0).sort((a, b) => a - b)
  return Math.max(noisy[Math.floor(noisy.length / 2)] ?? 0, (Math.abs(probe.cost()) * Number.EPSILON) / 2)
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value - (values[i] as number))
}
