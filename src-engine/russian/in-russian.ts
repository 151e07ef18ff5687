import { fill, type Sentence } from '../sentence.ts'
import russian from './index.ts'

/** Words for values, by the value's name in the template: `{ part: { train: 'обучающая' } }`. */
export type ValueWords = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The sentence as a document in Russian says it; English where there is no translation, as of reasons of long ago. */
export function inRussian({ template, values }: Sentence, words: ValueWords = {}): string {
  const named = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? (words[name]?.[value]?.toLocaleLowerCase('ru') ?? value) : value,
  ])
  return fill(russian[template] ?? template, Object.fromEntries(named) as Sentence['values'], (part) =>
    inRussian(part, words),
  )
}
