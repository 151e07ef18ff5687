import { listed, nearestKey } from '../known-keys.ts'
import { say, type Sentence } from '../sentence.ts'
import type { InputColumn } from './columns.ts'

/** What is wrong with a value, and what would be right. */
export interface Fault {
  readonly message: Sentence
  readonly remedy: Sentence
}

/** The place of a category as a table writes it, spaces around it aside; null where there is none of that name. */
export function placeOf(categories: readonly string[], text: string): number | null {
  const place = categories.indexOf(text.trim())
  return place < 0 ? null : place
}

/** @param found as it is shown */
export function unknownCategory(found: string | Sentence, text: string, categories: readonly string[]): Fault {
  const meant = nearestKey(text.trim(), categories)
  const names = listed(categories)
  return {
    message: say('{value} is no category the network knows', { value: found }),
    remedy:
      meant === null
        ? say('needs one of {names}', { names })
        : say('did you mean "{meant}"? needs one of {names}', { meant, names }),
  }
}

/** @param columns all that are needed @param present what there is in their place */
export function missingColumn(
  { name }: InputColumn,
  columns: readonly InputColumn[],
  present: readonly string[],
): Fault {
  const meant = nearestKey(name, present)
  const names = listed(columns.map((column) => column.name))
  return {
    message: say('has no column "{column}"', { column: name }),
    remedy:
      meant === null ? say('needs {names}', { names }) : say('is "{meant}" meant? needs {names}', { meant, names }),
  }
}

/** What is said where a column that needs a value has none. */
export const valueNeeded = () => say('needs a value: all rows the network was trained on have one')
