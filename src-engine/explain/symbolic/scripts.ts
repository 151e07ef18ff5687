import type { FunctionName, Name } from './expression.ts'
import { fraction, identifier, numeral, operator, raised, row } from './mathml.ts'
import { superscript } from './number-format.ts'

/** The signs of a way to write formulas. */
interface Signs {
  /** Before a number. */
  readonly minus: string
  /** Between two terms. */
  readonly plus: string
  readonly spacedMinus: string
  readonly times: string
  readonly comma: string
  readonly bracket: (text: string) => string
  /** `…`, with how many terms there are in all. */
  readonly ellipsis: (count: number) => string
  readonly power: (base: string, exponent: number) => string
  /** Null where fractions are written in a line. */
  readonly fraction: ((above: string, below: string) => string) | null
}

/** How formulas are written for terminals, for LaTeX and for browsers. */
export const scripts: Readonly<Record<keyof Name, Signs>> = {
  plain: {
    minus: '−',
    plus: ' + ',
    spacedMinus: ' − ',
    times: '·',
    comma: ', ',
    bracket: (text) => `(${text})`,
    ellipsis: (count) => `… (${count} terms) …`,
    power: (base, exponent) => base + superscript(exponent),
    fraction: null,
  },
  latex: {
    minus: '-',
    plus: ' + ',
    spacedMinus: ' - ',
    times: ' \\cdot ',
    comma: ', ',
    bracket: (text) => `\\left(${text}\\right)`,
    ellipsis: (count) => `\\underset{${count}}{\\cdots}`,
    power: (base, exponent) => `${base}^{${exponent}}`,
    fraction: (above, below) => `\\frac{${above}}{${below}}`,
  },
  mathml: {
    minus: operator('−'),
    plus: operator('+'),
    spacedMinus: operator('−'),
    times: operator('·'),
    comma: operator(','),
    bracket: (text) => row(operator('('), row(text), operator(')')),
    ellipsis: (count) => `<munder>${operator('⋯')}${numeral(count)}</munder>`,
    power: (base, exponent) => raised(base, numeral(exponent)),
    fraction,
  },
}

type Call = Readonly<Record<keyof Name, (input: string) => string>>

function call(name: string, latex: string): Call {
  return {
    plain: (x) => `${name}(${x})`,
    latex: (x) => `${latex}\\left(${x}\\right)`,
    mathml: (x) => row(identifier(name), operator('('), row(x), operator(')')),
  }
}

/** Iverson's bracket: 1 where it holds, else 0. */
function condition(relation: string, latex: string): Call {
  return {
    plain: (x) => `[${x} ${relation} 0]`,
    latex: (x) => `\\left[${x} ${latex} 0\\right]`,
    mathml: (x) => row(operator('['), row(x), operator(relation.replace('>', '&gt;')), numeral(0), operator(']')),
  }
}

/** How functions of an expression are written. */
export const functions: Readonly<Record<FunctionName, Call>> = {
  exp: { plain: (x) => `e^(${x})`, latex: (x) => `e^{${x}}`, mathml: (x) => raised(identifier('e'), x) },
  ln: call('ln', '\\ln'),
  tanh: call('tanh', '\\tanh'),
  sqrt: { plain: (x) => `√(${x})`, latex: (x) => `\\sqrt{${x}}`, mathml: (x) => `<msqrt>${x}</msqrt>` },
  abs: {
    plain: (x) => `|${x}|`,
    latex: (x) => `\\left|${x}\\right|`,
    mathml: (x) => row(operator('|'), row(x), operator('|')),
  },
  sign: call('sign', '\\operatorname{sign}'),
  max: call('max', '\\max'),
  isPositive: condition('>', '>'),
  isNotPositive: condition('≤', '\\le'),
}
