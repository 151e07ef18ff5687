import type { Experiment } from '../spec.ts'
import type { LedgerStep } from './ledger.ts'
import { evaluate, type Expression, type Name } from './symbolic/expression.ts'
import { formulasOf, gradientFormula } from './symbolic/formulas.ts'
import { costFormula, lossFormula, lossName, sampleLoss } from './symbolic/losses.ts'
import { placesOf, type LedgerPlace, type ParameterName, type SlotName } from './symbolic/ledger-array.ts'
import { constantName, gradientName, signalName } from './symbolic/notation.ts'
import { formatNumber } from './symbolic/number-format.ts'
import { render, type RenderStyle } from './symbolic/render.ts'
import { retraceStep, type Cell, type RetracedStep } from './symbolic/retraced-step.ts'
import {
  afterFormula,
  elementNames,
  ledgerNumber,
  regularizedGradient,
  slotFormula,
  updateFormula,
  type Element,
} from './symbolic/update.ts'

/** A number of a ledger step. `sample` is a row of the batch; cells and samples count from 0, as in the ledger's arrays. */
export type Quantity =
  | { readonly kind: 'loss' | 'cost' }
  | { readonly kind: 'sampleLoss'; readonly sample: number }
  /** `output`: z or a; `outputGradient`: δ or ∂C/∂a; `inputGradient`: of what the layer takes in; `derivative`: f′(z). */
  | {
      readonly kind: 'output' | 'outputGradient' | 'inputGradient' | 'derivative'
      readonly layer: number
      readonly sample: number
      readonly cell: Cell
    }
  /** Of a weight or bias: its gradient, its change, its new value, or the optimiser's state for it. */
  | {
      readonly kind: 'gradient' | 'update' | 'after' | SlotName
      readonly layer: number
      readonly parameter: ParameterName
      readonly cell: Cell
    }

/** A quantity three times over. */
export interface Notation {
  /** `δ⁽²⁾₁` */
  readonly symbol: string
  /** `δ⁽³⁾₁·w⁽³⁾₁₁·σ′(z⁽²⁾₁)` */
  readonly formula: string
  /** `−0.08611·0.75·0.2481` */
  readonly substituted: string
  /** The value, rounded for reading. */
  readonly result: string
}

/** Where a number comes from: symbol, formula, formula with numbers, value. */
export interface SymbolicLine extends Notation {
  /** The ledger's number, exact. */
  readonly value: number
  /** The same for LaTeX, and for browsers as the inside of a `math` element. */
  readonly latex: Notation
  readonly mathml: Notation
  /** `δ⁽²⁾₁ = δ⁽³⁾₁·w⁽³⁾₁₁·σ′(z⁽²⁾₁) = −0.08611·0.75·0.2481 = −0.01602` */
  readonly text: string
  /** The formula to work out with exact numbers, see `evaluate`. */
  readonly expression: Expression
  /** Every number of the ledger that the formula is made of, in its order. */
  readonly places: readonly LedgerPlace[]
  readonly asides: readonly Aside[]
}

/** An equation beside a line: what `C₁` stands for in it, or the equal form that is worked out. */
export interface Aside {
  readonly kind: 'sample' | 'stable'
  readonly symbol: Name
  readonly formula: Name
}

/** How lines are written. */
export interface LineStyle {
  /** Significant digits of the numbers; 4 if not given. */
  readonly digits?: number
  /** The longest sum written in full; 8 if not given. */
  readonly maxTerms?: number
}

/**
 * The symbolic line of one number of a ledger step. Its formula holds the step's own numbers, so that working it out
 * gives the ledger's value; only what is shown is rounded.
 *
 * @throws RangeError if the step has no such number, or negative sampling stands in for the layer
 */
export function symbolicLine(
  source: { readonly experiment: Experiment; readonly step: LedgerStep },
  quantity: Quantity,
  { digits = 4, maxTerms = 8 }: LineStyle = {},
): SymbolicLine {
  const step = retraceStep(source)
  const { name, expression, shown: read = expression, value } = retrace(step, quantity)
  // A step changes a weight by so little that it would not show in four digits.
  const shown = quantity.kind === 'after' ? digits + 2 : digits
  const write = (script: RenderStyle['script']): Notation => {
    const style = { script, digits: shown, maxTerms }
    return {
      symbol: name[script],
      formula: render(read, { ...style, show: 'names' }),
      substituted: render(read, { ...style, show: 'numbers' }),
      result: formatNumber(value, shown)[script],
    }
  }
  const plain = write('plain')
  return {
    ...plain,
    value,
    latex: write('latex'),
    mathml: write('mathml'),
    text: lineOf(plain),
    expression,
    places: placesOf(expression),
    asides: asidesOf(step, quantity, { digits, maxTerms }),
  }
}

/** The parts with `=` between them, none repeated: a formula without names is its own substitution. */
function lineOf({ symbol, formula, substituted, result }: Notation): string {
  const parts = [symbol, formula, substituted, result]
  return parts.filter((part, i) => i === 0 || part !== parts[i - 1]).join(' = ')
}

/** Of a loss: what one sample adds to it, and in which form that is worked out. */
function asidesOf(step: RetracedStep, quantity: Quantity, style: Required<LineStyle>): Aside[] {
  if (quantity.kind !== 'loss' && quantity.kind !== 'sampleLoss') return []
  const sample = quantity.kind === 'sampleLoss' ? quantity.sample : 0
  const { textbook, stable } = sampleLoss(step, sample)
  const symbol = lossName(step, sample)
  const written = (expression: Expression): Name => {
    const write = (script: RenderStyle['script']) => render(expression, { ...style, script, show: 'names' })
    return { plain: write('plain'), latex: write('latex'), mathml: write('mathml') }
  }
  const isOfBatch = quantity.kind === 'loss' && step.samples > 1
  return [
    ...(isOfBatch ? [{ kind: 'sample', symbol, formula: written(textbook) } as const] : []),
    ...(stable ? [{ kind: 'stable', symbol, formula: written(stable) } as const] : []),
  ]
}

interface Retraced {
  readonly name: Name
  readonly expression: Expression
  /** The form of it that is shown, where that is another. */
  readonly shown?: Expression
  readonly value: number
}

function retrace(step: RetracedStep, quantity: Quantity): Retraced {
  switch (quantity.kind) {
    case 'loss':
      return step.samples > 1
        ? { name: lossName(step), expression: lossFormula(step), value: step.step.loss }
        : { ...retraceLoss(step, 0), value: step.step.loss }
    case 'sampleLoss':
      return retraceLoss(step, quantity.sample)
    case 'cost':
      return { name: constantName('C'), expression: costFormula(step), value: step.step.cost }
    case 'output':
    case 'outputGradient':
    case 'inputGradient':
    case 'derivative':
      return retraceSignal(step, quantity)
    default:
      return retraceElement({ step, ...quantity }, quantity.kind)
  }
}

type SignalQuantity = Extract<Quantity, { readonly sample: number; readonly cell: Cell }>
type ElementQuantity = Extract<Quantity, { readonly parameter: ParameterName }>

function retraceLoss(step: RetracedStep, sample: number): Retraced {
  const { textbook, stable } = sampleLoss(step, sample)
  const expression = stable ?? textbook
  return { name: lossName(step, sample), expression, shown: textbook, value: evaluate(expression) }
}

function retraceSignal(step: RetracedStep, { kind, layer, sample, cell }: SignalQuantity): Retraced {
  const mark = step.sampleMark(sample)
  const spec = step.spec(layer)
  const place = { step, layer, sample }
  switch (kind) {
    case 'output': {
      const expression = formulasOf(spec).output(place, spec, cell)
      return {
        name: signalName(step.signal(layer), mark, cell),
        expression,
        value: evaluate(step.value(layer, sample, cell)),
      }
    }
    case 'outputGradient':
    case 'inputGradient': {
      const signal = kind === 'outputGradient' ? layer : layer - 1
      const value = evaluate(step.gradient(signal, sample, cell))
      const expression = gradientFormula(step, signal, sample, cell)
      return { name: gradientName(step.signal(signal), mark, cell), expression, value }
    }
    case 'derivative': {
      const derivative = formulasOf(spec).derivative?.(place, spec, cell)
      if (!derivative) throw new RangeError(`${spec.type} has no derivative of single numbers`)
      return { name: derivative.name, expression: derivative.meaning, value: evaluate(derivative) }
    }
  }
}

function retraceElement(element: Element, kind: ElementQuantity['kind']): Retraced {
  const names = elementNames(element)
  const value = ledgerNumber(element, kind)
  switch (kind) {
    case 'gradient':
      return { name: names.gradient, expression: regularizedGradient(element, ofLoss(element)), value }
    case 'update':
      return { name: names.change, expression: updateFormula(element), value }
    case 'after':
      return { name: names.after, expression: afterFormula(element), value }
    default:
      return { name: names.slots[kind], expression: slotFormula(element, kind), value }
  }
}

/** What the loss, without penalties, adds to the gradient of a weight or bias. */
function ofLoss({ step, layer, parameter, cell }: Element): Expression {
  const spec = step.spec(layer)
  const expression = formulasOf(spec).parameterGradient?.(step, layer, spec, parameter, cell)
  if (!expression) throw new RangeError(`${spec.type} has no ${parameter}`)
  return expression
}
