const isOperator = (part: Element, signs: string): boolean =>
  part.localName === 'mo' && part.textContent !== '' && signs.includes(part.textContent)

/** After an opening bracket comes a sign, no operator. */
const opens = (part: Element | undefined): boolean => part !== undefined && isOperator(part, '(')

/** More terms than this are not kept in one line for the brackets around them. */
const mostKept = 4

/** The parts of a long sum in brackets, which may be cut as one without them is; anything else by itself. */
function opened(part: Element): Element[] {
  const [head, inner, end] = part.children
  if (part.localName !== 'mrow' || !head || !inner || !end || !isOperator(head, '(')) return [part]
  const terms = [...inner.children].filter((one) => isOperator(one, '+−')).length
  return terms < mostKept ? [part] : [head, ...inner.children, end]
}

/**
 * MathML as elements to put on the page, cut where a line may end: browsers do not break inside a formula.
 *
 * @param mathml the inside of a `math` element
 */
export function typeset(mathml: string): HTMLElement[] {
  const parsed = new DOMParser().parseFromString(`<math>${mathml}</math>`, 'text/html').querySelector('math')
  const parts = parsed ? [...parsed.children].flatMap(opened) : []
  // Between terms, and only where there is but one between its factors.
  const breaking = parts.slice(1).some((part) => isOperator(part, '+−')) ? '+−' : '·'
  const pieces: Element[][] = [[]]
  for (const part of parts) {
    if (isOperator(part, breaking) && pieces.at(-1)?.length && !opens(pieces.at(-1)?.at(-1))) {
      // At the head of its piece it would be taken for a sign.
      part.setAttribute('form', 'infix')
      pieces.push([])
    }
    pieces.at(-1)?.push(part)
  }
  return pieces.map((piece) => {
    const box = document.createElement('span')
    // The whole formula is read out in words; its pieces would say it again.
    box.ariaHidden = 'true'
    const math = document.createElementNS('http://www.w3.org/1998/Math/MathML', 'math')
    math.setAttribute('displaystyle', 'true')
    math.append(...piece.map((part) => document.importNode(part, true)))
    box.append(math)
    return box
  })
}
