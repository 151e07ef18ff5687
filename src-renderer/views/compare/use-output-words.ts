import { useTerms } from '../../design/use-terms.ts'
import { useFormat } from '../../format/use-format.ts'

/** What a network puts out somewhere, in words: its class with what it gives it, or its numbers. */
export function useOutputWords(): (outputs: readonly number[], classNames: readonly string[] | null) => string {
  const format = useFormat()
  const terms = useTerms()
  /** Read from a picture: more digits would be made up. */
  const short = (value: number): string => format.setting(Number(value.toPrecision(2)))

  return (outputs, classNames) => {
    const [only = NaN] = outputs
    if (classNames && outputs.length > 1) {
      const best = outputs.indexOf(Math.max(...outputs))
      return `${terms.className(classNames[best] ?? String(best + 1))} · ${short(outputs[best] ?? NaN)}`
    }
    if (classNames) return `${terms.className(classNames[only >= 0.5 ? 1 : 0] ?? '')} · ${short(only)}`
    return outputs.map(short).join(', ')
  }
}
