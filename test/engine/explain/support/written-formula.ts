const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/**
 * Works out a formula as it is written in plain text, by the rules a person reads it with: powers before products and
 * quotients, those before sums. It knows nothing of the engine's expressions, so that it tells whether the text says
 * what they mean.
 */
export function workOut(text: string): number {
  let at = 0

  function skipSpace(): void {
    while (text[at] === ' ') at++
  }

  function take(token: string): boolean {
    skipSpace()
    if (!text.startsWith(token, at)) return false
    at += token.length
    return true
  }

  function expect(token: string): void {
    if (!take(token)) throw new Error(`expected ${token} at ${at} of ${text}`)
  }

  function sum(): number {
    let total = take('−') ? -product() : product()
    for (;;) {
      if (take('+')) total += product()
      else if (take('−')) total -= product()
      else return total
    }
  }

  function product(): number {
    let total = power()
    for (;;) {
      if (take('·')) total *= power()
      else if (take('/')) total /= power()
      else return total
    }
  }

  function power(): number {
    const base = atom()
    const sign = text[at] === '⁻' ? -1 : 1
    if (sign < 0) at++
    let digits = ''
    while (superscripts.includes(text[at] ?? ' ')) digits += String(superscripts.indexOf(text[at++] ?? ''))
    return digits === '' ? base : base ** (sign * Number(digits))
  }

  function list(): number[] {
    const values = [sum()]
    while (take(',')) values.push(sum())
    expect(')')
    return values
  }

  function atom(): number {
    if (take('(')) return list()[0] ?? NaN
    if (take('e^(')) return Math.exp(list()[0] ?? NaN)
    if (take('ln(')) return Math.log(list()[0] ?? NaN)
    if (take('tanh(')) return Math.tanh(list()[0] ?? NaN)
    if (take('sign(')) return Math.sign(list()[0] ?? NaN)
    if (take('√(')) return Math.sqrt(list()[0] ?? NaN)
    if (take('max(')) return Math.max(...list())
    if (take('|')) {
      const value = sum()
      expect('|')
      return Math.abs(value)
    }
    if (take('[')) {
      const value = sum()
      const positive = take('>')
      if (!positive) expect('≤')
      expect('0')
      expect(']')
      return value > 0 === positive ? 1 : 0
    }
    skipSpace()
    const [digits] = /^[0-9]+(\.[0-9]+)?/.exec(text.slice(at)) ?? []
    if (digits === undefined) throw new Error(`no number at ${at} of ${text}`)
    at += digits.length
    return Number(digits)
  }

  const value = sum()
  skipSpace()
  if (at < text.length) throw new Error(`something is left at ${at} of ${text}`)
  return value
}
