/**
 * Something the lab says to a person, as a template and what fills it: `is {found}` with `found: '-4'`.
 *
 * The template is the English sentence. The terminal fills it as it stands; the page says it in another language where
 * `src-engine/russian/` has it. Plain data, so that it passes between processes and can be stored.
 */
export interface Sentence {
  readonly template: string
  readonly values: SentenceValues
}

/** What a template is filled with: numbers and names as they are, parts of a sentence to be said in the same language. */
export type SentenceValues = Readonly<Record<string, string | number | Sentence>>

/** The names in braces: `'found' | 'needed'` of `is {found}, not {needed}`. Braces around more than a word are text. */
type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string} ${string}` ? never : Name) | NamesIn<Rest>
  : never

type ValuesOf<T extends string> = [NamesIn<T>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<T>, string | number | Sentence>>]

/**
 * A sentence for a person.
 *
 * @param template English, a literal: a test finds every one in the source and asks for its translation
 */
export function say<const T extends string>(template: T, ...[values]: ValuesOf<T>): Sentence {
  return { template, values: values ?? {} }
}

/** A text that comes from elsewhere, such as a library or an old database: it is its own template. */
export function verbatim(text: string): Sentence {
  return { template: text, values: {} }
}

/** The sentence as the terminal says it. */
export function inEnglish({ template, values }: Sentence): string {
  return fill(template, values, inEnglish)
}

/** The template with its values put in; parts that are sentences are said by `sayPart`. */
export function fill(template: string, values: SentenceValues, sayPart: (part: Sentence) => string): string {
  return template.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name]
    if (value === undefined) return braces
    return typeof value === 'object' ? sayPart(value) : String(value)
  })
}
