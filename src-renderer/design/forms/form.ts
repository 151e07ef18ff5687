import type { SliderRange } from '../slider-scale.ts'

/*
 * What a person can set, per registered type: one row here is a whole form. Kind of control, limits, choices and
 * defaults are read from the engine's schema (../fields.ts); a row says only what the schema cannot know.
 */

export interface FieldHint {
  /** The key in the experiment file. */
  readonly key: string
  /** Names its texts (`design.fields.<text>`) where the key alone would say something else; by default the key. */
  readonly text?: string
  /** The value a new one starts with, where the schema has no default or a lab has a better one. */
  readonly initial?: unknown
  /** A slider beside the exact entry, with its range. */
  readonly slider?: SliderRange
  /** How far one click or arrow key goes, where 1 (whole numbers) or a tenth of the range is not right. */
  readonly step?: number
  /** Arrow keys go along 1, 2, 5, 10 …: for numbers that are tried by powers of ten. */
  readonly decades?: boolean
  /** A share of one, read in percent where there is no field to type it in. */
  readonly share?: boolean
  /** Shown only while this switch of the same form is on. */
  readonly needs?: string
  /** Not shown while this other key of the same form has this value. */
  readonly unless?: { readonly key: string; readonly is: string }
  /** What an optional setting starts with when it is switched on. */
  readonly suggestion?: unknown
  /** Stands in for this other key of the same form: exactly one of the two is given. */
  readonly insteadOf?: string
  /** Which types it can be of, each with settings of its own. */
  readonly variants?: 'initializers' | 'schedules'
  /** The settings of a group. */
  readonly fields?: readonly FieldHint[]
  /** Its label above the control rather than before it: one of them is long. */
  readonly wide?: boolean
  /** Text of several lines rather than the name of a file. */
  readonly multiline?: boolean
  /** An array of the archive that the key `file` names; a file of its own where there is none. */
  readonly array?: boolean
  /** The file is only typed here; elsewhere it is chosen. */
  readonly typed?: boolean
  /** A folder will do as well as a file. */
  readonly folders?: boolean
  /** Endings of the files to choose from, for a key that names a file. */
  readonly extensions?: readonly string[]
}

export interface Form {
  readonly fields: readonly FieldHint[]
}
