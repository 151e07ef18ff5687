/** Operators before which a long formula may go on in the next line. */
const breaking = new Set(['+', '−', '·'])

/**
 * MathML as elements to put on the page, cut where a line may end: browsers do not break inside a formula.
 *
 * @param mathml the inside of a `math` element
 */
export function typeset(mathml: string): HTMLElement[] {
  const parsed = new DOMParser().parseFromString(`<math>${mathml}</math>`, 'text/html').querySelector('math')
  const pieces: Element[][] = [[]]
  for (const part of parsed ? [...parsed.children] : []) {
    const isBreak = part.localName === 'mo' && breaking.has(part.textContent)
    if (isBreak && pieces.at(-1)?.length) {
      // At the head of its piece it would be taken for a sign.
      part.setAttribute('form', 'infix')
      pieces.push([])
    }
    pieces.at(-1)?.push(part)
  }
  return pieces.map((parts) => {
    const box = document.createElement('span')
    const math = document.createElementNS('http://www.w3.org/1998/Math/MathML', 'math')
    math.setAttribute('displaystyle', 'true')
    math.append(...parts.map((part) => document.importNode(part, true)))
    box.append(math)
    return box
  })
}
