import type { LedgerPlace } from './ledger-array.ts'

/** What a quantity is called, for terminals, for LaTeX and for browsers. */
export interface Name {
  readonly plain: string
  readonly latex: string
  readonly mathml: string
}

export type FunctionName = 'exp' | 'ln' | 'tanh' | 'sqrt' | 'abs' | 'sign' | 'max' | 'isPositive' | 'isNotPositive'

/** A formula whose every symbol knows its number, so that it can be written with names, with numbers, and worked out. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  /** Stands as its name in the formula, as its number in the substituted line. */
  | { readonly kind: 'named'; readonly name: Name; readonly meaning: Expression; readonly place: LedgerPlace | null }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'quotient'; readonly numerator: Expression; readonly denominator: Expression }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: number }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | { readonly kind: 'function'; readonly name: FunctionName; readonly inputs: readonly Expression[] }

/** A name with its meaning. */
export type NamedExpression = Extract<Expression, { readonly kind: 'named' }>

export function number(value: number): Expression {
  return { kind: 'number', value }
}

/** @param place where the number stands in the ledger; null for what stands nowhere, or is made of what does */
export function named(name: Name, meaning: number | Expression, place: LedgerPlace | null = null): NamedExpression {
  return { kind: 'named', name, meaning: typeof meaning === 'number' ? number(meaning) : meaning, place }
}

/** A sum; of one term it is that term, of none 0. */
export function sum(terms: readonly Expression[]): Expression {
  const [only] = terms
  if (terms.length === 1 && only) return only
  return only ? { kind: 'sum', terms } : number(0)
}

/** A product, the factors of products among them in line with the others. */
export function product(...factors: readonly Expression[]): Expression {
  const flat = factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor]))
  const [only] = flat
  return flat.length === 1 && only ? only : { kind: 'product', factors: flat }
}

/** `numerator / (d₁ · d₂ …)`, in one fraction where the numerator is one; without denominators the numerator itself. */
export function quotient(numerator: Expression, ...denominators: readonly Expression[]): Expression {
  if (denominators.length === 0) return numerator
  if (numerator.kind === 'quotient') return quotient(numerator.numerator, numerator.denominator, ...denominators)
  return { kind: 'quotient', numerator, denominator: product(...denominators) }
}

export function difference(a: Expression, b: Expression): Expression {
  return sum([a, negative(b)])
}

export function negative(operand: Expression): Expression {
  return { kind: 'negative', operand }
}

export function power(base: Expression, exponent: number): Expression {
  return { kind: 'power', base, exponent }
}

export function apply(name: FunctionName, ...inputs: readonly Expression[]): Expression {
  return { kind: 'function', name, inputs }
}

/** Works an expression out with its exact numbers, sums and products from left to right. */
export function evaluate(expression: Expression): number {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'named':
      return evaluate(expression.meaning)
    case 'sum':
      return expression.terms.reduce((total, term) => total + evaluate(term), 0)
    case 'product':
      return expression.factors.reduce((total, factor) => total * evaluate(factor), 1)
    case 'quotient':
      return evaluate(expression.numerator) / evaluate(expression.denominator)
    case 'power':
      return evaluate(expression.base) ** expression.exponent
    case 'negative':
      return -evaluate(expression.operand)
    case 'function':
      return functions[expression.name](expression.inputs.map(evaluate))
  }
}

type Evaluation = (inputs: readonly number[]) => number

/** A function of one number. */
function of(f: (x: number) => number): Evaluation {
  return ([x = NaN]) => f(x)
}

const functions: Readonly<Record<FunctionName, Evaluation>> = {
  exp: of(Math.exp),
  ln: of(Math.log),
  tanh: of(Math.tanh),
  sqrt: of(Math.sqrt),
  abs: of(Math.abs),
  sign: of(Math.sign),
  isPositive: of((x) => (x > 0 ? 1 : 0)),
  isNotPositive: of((x) => (x > 0 ? 0 : 1)),
  max: (inputs) => inputs.reduce((largest, x) => Math.max(largest, x), -Infinity),
}
