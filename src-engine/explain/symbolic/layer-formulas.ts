import type { Expression, NamedExpression } from './expression.ts'
import type { ParameterName } from './ledger-array.ts'
import type { Cell, RetracedStep } from './retraced-step.ts'

/** A layer and a sample of a retraced step. Its input is signal `layer − 1`, its output signal `layer`. */
export interface Place {
  readonly step: RetracedStep
  readonly layer: number
  readonly sample: number
}

/** The formulas of one type of layer, written with the names of what they are made of. */
export interface LayerFormulas<S> {
  /** A number the layer puts out. */
  output(place: Place, spec: S, cell: Cell): Expression
  /**
   * `∂C/∂` of a number the layer takes in.
   *
   * @param behind `∂C/∂` of a number it puts out, followed on through the layers behind that only pass numbers on
   */
  inputGradient(place: Place, spec: S, cell: Cell, behind: (cell: Cell) => Expression): Expression
  /** What the loss adds to `∂C/∂` of a parameter: a sum over the batch. */
  parameterGradient?(step: RetracedStep, layer: number, spec: S, name: ParameterName, cell: Cell): Expression
  /** `f′` of an activation at one place. */
  derivative?(place: Place, spec: S, cell: Cell): NamedExpression
}

/** Every sample of a batch. */
export function samplesOf(step: RetracedStep): number[] {
  return Array.from({ length: step.samples }, (_, sample) => sample)
}
