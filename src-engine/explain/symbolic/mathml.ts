/*
 * Formulas as browsers draw them (MathML Core). Every part is one element, so that parts can be put together as text;
 * only a sign before a number stands by itself.
 */

export function identifier(text: string): string {
  return `<mi>${text}</mi>`
}

export function numeral(text: string | number): string {
  return `<mn>${text}</mn>`
}

export function operator(text: string): string {
  return `<mo>${text}</mo>`
}

export function row(...parts: readonly string[]): string {
  return `<mrow>${parts.join('')}</mrow>`
}

export function fraction(above: string, below: string): string {
  return `<mfrac>${row(above)}${row(below)}</mfrac>`
}

export function raised(base: string, exponent: string): string {
  return `<msup>${row(base)}${row(exponent)}</msup>`
}

/** A letter with what stands above and below it; null for nothing. */
export function indexed(letter: string, above: string | null, below: string | null): string {
  if (above !== null && below !== null) return `<msubsup>${letter}${below}${above}</msubsup>`
  if (above !== null) return `<msup>${letter}${above}</msup>`
  return below === null ? letter : `<msub>${letter}${below}</msub>`
}

/** Round brackets that stay as tall as a letter, around what is no taller. */
export function inBrackets(content: string): string {
  return row('<mo stretchy="false">(</mo>', row(content), '<mo stretchy="false">)</mo>')
}
