import { evaluate, type Expression, type FunctionName, type Name } from './expression.ts'
import { formatNumber } from './number-format.ts'
import { functions, scripts } from './scripts.ts'

/** For terminals, for LaTeX, or for browsers. */
type Script = keyof Name

/** How a line is written. */
export interface RenderStyle {
  readonly script: Script
  /** Names as in the formula, or the numbers they stand for. */
  readonly show: 'names' | 'numbers'
  /** Significant digits of a number. */
  readonly digits: number
  /** A sum or maximum over more terms is shortened to its first ones, `…` with the number of terms, and its last. */
  readonly maxTerms: number
}

/** What binds tighter than its surroundings needs no brackets. */
const binding = { sum: 1, product: 2, power: 3, atom: 4 } as const

interface Written {
  readonly text: string
  readonly binding: number
}

/** Writes an expression. Only what is not clear without them gets brackets. */
export function render(expression: Expression, style: RenderStyle): string {
  return write(expression, style).text
}

function write(expression: Expression, style: RenderStyle): Written {
  switch (expression.kind) {
    case 'number':
      return writeNumber(expression.value, style)
    case 'named':
      return style.show === 'names'
        ? { text: expression.name[style.script], binding: isSimple(expression.name) ? binding.atom : binding.power }
        : writeNumber(evaluate(expression.meaning), style)
    case 'sum':
      return { text: joinTerms(writeAll(expression.terms, style), style), binding: binding.sum }
    case 'product':
      return writeProduct(expression.factors, style)
    case 'quotient':
      return writeQuotient(expression.numerator, expression.denominator, style)
    case 'power':
      return writePower(expression.base, expression.exponent, style)
    case 'negative':
      return { text: minus(style) + within(expression.operand, binding.product, style), binding: binding.product }
    case 'function':
      return writeFunction(expression.name, expression.inputs, style)
  }
}

function writeNumber(value: number, style: RenderStyle): Written {
  const text = formatNumber(value, style.digits)[style.script]
  const isPowerOfTen = /\^|<msup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(text)
  return { text, binding: text.startsWith(minus(style)) || isPowerOfTen ? binding.product : binding.atom }
}

/** A letter with at most one index. Any other name has indexes above or fractions of its own, to which no power can be put. */
function isSimple({ plain }: Name): boolean {
  return plain.length <= 2
}

/** The terms, or the first and last of too many; what is between is left null. */
function writeAll(terms: readonly Expression[], style: RenderStyle): readonly (string | number)[] {
  const { maxTerms } = style
  const texts = (part: readonly Expression[]) => part.map((term) => render(term, style))
  if (terms.length <= maxTerms) return texts(terms)
  return [...texts(terms.slice(0, maxTerms - 1)), terms.length, ...texts(terms.slice(-1))]
}

function joinTerms(terms: readonly (string | number)[], style: RenderStyle): string {
  const { minus: sign, plus, spacedMinus, ellipsis } = scripts[style.script]
  return terms
    .map((term, i) => {
      const text = typeof term === 'number' ? ellipsis(term) : term
      if (i === 0) return text
      return text.startsWith(sign) ? spacedMinus + text.slice(sign.length) : plus + text
    })
    .join('')
}

function writeProduct(factors: readonly Expression[], style: RenderStyle): Written {
  const texts = factors.map((factor, i) => {
    const { text, binding: tightness } = write(factor, style)
    const isNegative = text.startsWith(minus(style))
    return tightness < binding.product || (isNegative && i > 0) ? bracket(text, style) : text
  })
  return { text: texts.join(scripts[style.script].times), binding: binding.product }
}

function writeQuotient(numerator: Expression, denominator: Expression, style: RenderStyle): Written {
  const drawn = scripts[style.script].fraction
  if (drawn) return { text: drawn(render(numerator, style), render(denominator, style)), binding: binding.power }
  const above = write(numerator, style)
  const top = above.binding < binding.product ? bracket(above.text, style) : above.text
  return { text: `${top}/${within(denominator, binding.power, style)}`, binding: binding.product }
}

function writePower(base: Expression, exponent: number, style: RenderStyle): Written {
  const text = within(base, binding.atom, style)
  return { text: scripts[style.script].power(text, exponent), binding: binding.power }
}

function writeFunction(name: FunctionName, inputs: readonly Expression[], style: RenderStyle): Written {
  const { ellipsis, comma } = scripts[style.script]
  const parts = writeAll(inputs, style).map((part) => (typeof part === 'number' ? ellipsis(part) : part))
  const text = functions[name][style.script](parts.join(comma))
  return { text, binding: name === 'exp' ? binding.power : binding.atom }
}

/** The text, in brackets if it binds less than `least` or begins with a minus. */
function within(expression: Expression, least: number, style: RenderStyle): string {
  const { text, binding: tightness } = write(expression, style)
  return tightness < least || text.startsWith(minus(style)) ? bracket(text, style) : text
}

function bracket(text: string, { script }: RenderStyle): string {
  return scripts[script].bracket(text)
}

function minus({ script }: RenderStyle): string {
  return scripts[script].minus
}
