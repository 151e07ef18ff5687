import type { LayerSpec } from '../../layers/index.ts'
import type { Name } from './expression.ts'
import { fraction, identifier, inBrackets, indexed, numeral, operator, row } from './mathml.ts'
import { subscript, superscript } from './number-format.ts'

/**
 * How quantities are named.
 *
 * A superscript in brackets counts the layers with weights, as in the sources' layer numbers: `z⁽²⁾₁` is the weighted
 * sum of the first unit of the second of them, `a⁽²⁾₁` its activation, `δ⁽²⁾₁ = ∂C/∂z⁽²⁾₁`, and `w⁽²⁾₁₃` the weight by
 * which its third input counts. Subscripts count from 1; in a batch of several samples the sample comes first, and then
 * all are set apart by commas.
 */
export interface Signal {
  readonly letter: string
  /** Layers with weights up to here. */
  readonly stage: number | null
  /** Told from others of the same letter and stage by so many primes. */
  readonly primes: number
}

const letters: Readonly<Record<LayerSpec['type'], string>> = {
  dense: 'z',
  conv2d: 'z',
  embedding: 'h',
  max_pool2d: 'p',
  avg_pool2d: 'p',
  dropout: 'd',
  flatten: 'f',
  identity: 'a',
  sigmoid: 'a',
  tanh: 'a',
  relu: 'a',
  leaky_relu: 'a',
  softmax: 'a',
}

/** What is named by the network's input. */
export const inputSignal: Signal = { letter: 'x', stage: null, primes: 0 }

/** What each layer of a stack puts out is called. */
export function signalsOf(layers: readonly LayerSpec[]): readonly Signal[] {
  let stage = 0
  const taken = new Map<string, number>()
  return layers.map(({ type }) => {
    if (hasWeights(type)) stage++
    const letter = letters[type]
    const key = `${letter}${stage}`
    const primes = taken.get(key) ?? 0
    taken.set(key, primes + 1)
    return { letter, stage, primes }
  })
}

export function hasWeights(type: LayerSpec['type']): boolean {
  return type === 'dense' || type === 'conv2d' || type === 'embedding'
}

/** `a⁽²⁾₁`; `sample` is null where there is only one. */
export function signalName(signal: Signal, sample: number | null, cell: readonly number[]): Name {
  return stagedName(signal.letter + '′'.repeat(signal.primes), signal.stage, sample, cell)
}

/** `δ⁽²⁾₁` for a weighted sum, else `∂C/∂a⁽²⁾₁`. */
export function gradientName(signal: Signal, sample: number | null, cell: readonly number[]): Name {
  return signal.letter === 'z' ? stagedName('δ', signal.stage, sample, cell) : partial(signalName(signal, sample, cell))
}

/** `∂C/∂x` */
export function partial({ plain, latex, mathml }: Name): Name {
  return {
    plain: `∂C/∂${plain}`,
    latex: `\\frac{\\partial C}{\\partial ${latex}}`,
    mathml: fraction(identifier('∂') + identifier('C'), identifier('∂') + mathml),
  }
}

/** `f′(z)` */
export function functionOf(f: Name, { plain, latex, mathml }: Name): Name {
  return {
    plain: `${f.plain}(${plain})`,
    latex: `${f.latex}\\left(${latex}\\right)`,
    mathml: row(f.mathml, inBrackets(mathml)),
  }
}

/** `σ′`, without its argument. */
export function functionName(plain: string, latex: string): Name {
  return { plain, latex, mathml: identifier(plain) }
}

/** A letter with the layer's number, the sample and the place in it, counted from 0. */
export function stagedName(letter: string, stage: number | null, sample: number | null, cell: readonly number[]): Name {
  const indexes = (sample === null ? cell : [sample, ...cell]).map((index) => index + 1)
  const separator = sample !== null || indexes.some((index) => index > 9) ? ',' : ''
  const above = stage === null ? '' : `⁽${superscript(stage)}⁾`
  const base = latexOf(letter)
  return {
    plain: letter + above + indexes.map(subscript).join(separator),
    latex: `${base}${stage === null ? '' : `^{(${stage})}`}${indexes.length > 0 ? `_{${indexes.join(separator)}}` : ''}`,
    mathml: indexed(
      mathmlOf(letter),
      stage === null ? null : inBrackets(numeral(stage)),
      indexes.length > 0 ? numeral(indexes.join(separator)) : null,
    ),
  }
}

/** The same quantity of another step: `w[t+1]`, `Δw[t−1]`. */
export function atStep({ plain, latex, mathml }: Name, offset: 1 | -1): Name {
  const sign = offset > 0 ? '+' : '−'
  return {
    plain: `${plain}[t${sign}1]`,
    latex: `${latex}[t${offset > 0 ? '+' : '-'}1]`,
    mathml: row(mathml, operator('['), identifier('t'), operator(sign), numeral(1), operator(']')),
  }
}

/** `Δw` */
export function changeOf({ plain, latex, mathml }: Name): Name {
  return { plain: `Δ${plain}`, latex: `\\Delta ${latex}`, mathml: row(identifier('Δ'), mathml) }
}

/** A single letter without place: `α`. */
export function constantName(letter: string): Name {
  return { plain: letter, latex: latexOf(letter), mathml: mathmlOf(letter) }
}

const greek: Readonly<Record<string, string>> = {
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  λ: '\\lambda',
  ρ: '\\rho',
}

function latexOf(letter: string): string {
  const base = letter.replaceAll('′', '')
  const symbol = greek[base] ?? subscripted(base)
  // A prime cannot stand beside ^, so it is put on the letter in a group of its own.
  return base === letter ? symbol : `{${symbol}${"'".repeat(letter.length - base.length)}}`
}

/** `β₁` → `\beta_1` */
function subscripted(letter: string): string {
  const [first, index] = splitIndex(letter)
  return index === null ? letter : `${greek[first] ?? first}_${index}`
}

function mathmlOf(letter: string): string {
  const [first, index] = splitIndex(letter)
  return indexed(identifier(first), null, index === null ? null : numeral(index))
}

/** `β₁` → `β` and 1; null where a letter has no index. */
function splitIndex(letter: string): [letter: string, index: number | null] {
  const index = '₀₁₂₃₄₅₆₇₈₉'.indexOf(letter.slice(1))
  return letter.length !== 2 || index < 0 ? [letter, null] : [letter.slice(0, 1), index]
}
