import { z } from 'zod'
import type { FieldHint, Form } from './forms/form.ts'

/**
 * Kind of control. `pair`: a number for rows and one for columns; `variant`: one of several types, each with settings
 * of its own; `group`: settings that belong together; `array`: one of an archive's arrays; `values`: nested numbers.
 */
export type Control =
  'number' | 'pair' | 'switch' | 'choice' | 'variant' | 'group' | 'file' | 'array' | 'text' | 'values'

/** One control of a form: what the schema says of a key and what its form adds. */
export interface Field extends FieldHint {
  readonly control: Control
  /** May be left empty. */
  readonly optional: boolean
  /** What stands in the experiment where it is left empty. */
  readonly empty: null | undefined
  readonly integer: boolean
  readonly minimum: number
  readonly maximum: number
  /** The limit that is not allowed itself. */
  readonly exclusive: 'min' | 'max' | false
  readonly step: number
  readonly choices: readonly string[]
  /** The value of a new one. */
  readonly initial: unknown
  /** The value that an experiment file need not mention. */
  readonly usual: unknown
  /** What it starts with when it is switched on. */
  readonly suggestion: unknown
  /** The controls of a group. */
  readonly fields: readonly Field[]
}

type Entry = readonly [key: string, value: unknown]
type Schema = z.core.JSONSchema.JSONSchema

/** The keys of an object by their schemas. */
interface Description {
  readonly properties: Readonly<Record<string, Schema>>
  readonly required: readonly string[]
}

/** The controls of a form, in its order. Throws if the schema has no such key or one that no control can show. */
export function fieldsOf(schema: z.ZodType, form: Form): readonly Field[] {
  return fieldsIn(describe(schema), form.fields)
}

/** The keys a schema knows, without the one that tells its types apart. */
export function keysOf(schema: z.ZodType): readonly string[] {
  return Object.entries(describe(schema).properties).flatMap(([key, property]) =>
    property.const === undefined || property.default !== undefined ? [key] : [],
  )
}

/** The words a key can be set to; just one where the schema leaves no choice. */
export function choicesOf(schema: z.ZodType, key: string): readonly string[] {
  const { enum: words, const: word } = describe(schema).properties[key] ?? {}
  return [...(words ?? []), word].filter((choice) => typeof choice === 'string')
}

/** A new spec of a type: its name and every key as its form or schema starts it; optional keys are left out. */
export function freshSpec(
  discriminator: 'type' | 'name',
  schema: z.ZodType,
  name: string,
  form: Form,
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(describe(schema).properties).map(([key, property]): Entry => [key, property.default])
  return { ...present(defaults), ...present(initials(fieldsOf(schema, form))), [discriminator]: name }
}

function fieldsIn({ properties, required }: Description, hints: readonly FieldHint[]): readonly Field[] {
  return hints.map((hint) => {
    const property = properties[hint.key]
    if (!property) throw new Error(`the schema has no key ${hint.key}`)
    return fieldOf(hint, property, required.includes(hint.key))
  })
}

function fieldOf(hint: FieldHint, property: Schema, required: boolean): Field {
  const { inner, nullable } = withoutNull(property)
  const control = controlOf(hint, inner)
  const number = control === 'pair' ? sideOf(inner) : inner
  const optional = nullable || (!required && property.default === undefined)
  const empty = nullable ? null : undefined
  const integer = number.type === 'integer'
  const fields = control === 'group' ? fieldsIn(describeObject(inner), hint.fields ?? []) : []
  // The schema of a whole number bounds it by what a float64 can count; nobody wants to see that.
  const minimum = safe(number.exclusiveMinimum ?? number.minimum) ?? -Infinity
  const usual = property.default ?? empty
  return {
    ...hint,
    control,
    optional,
    empty,
    integer,
    minimum,
    maximum: safe(number.exclusiveMaximum ?? number.maximum) ?? Infinity,
    exclusive: exclusiveEnd(number),
    step: number.multipleOf ?? hint.step ?? (integer ? 1 : 0.1),
    choices: (inner.enum ?? []).filter((choice) => typeof choice === 'string'),
    initial: hint.initial ?? usual ?? (!optional && control === 'file' ? '' : empty),
    usual,
    suggestion: hint.suggestion ?? (control === 'group' ? present(initials(fields)) : minimum),
    fields,
  }
}

function initials(fields: readonly Field[]): Entry[] {
  return fields.map(({ key, initial }): Entry => [key, initial])
}

function present(entries: readonly Entry[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function safe(bound: number | boolean | undefined): number | undefined {
  return typeof bound !== 'number' || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound
}

function exclusiveEnd({ exclusiveMinimum, exclusiveMaximum }: Schema): Field['exclusive'] {
  if (exclusiveMaximum !== undefined) return 'max'
  return exclusiveMinimum === undefined ? false : 'min'
}

function controlOf(hint: FieldHint, property: Schema): Control {
  if (property.type === 'boolean') return 'switch'
  if (property.type === 'integer' || property.type === 'number') return 'number'
  if (property.type === 'string' && property.enum) return 'choice'
  if (property.type === 'string' && hint.array) return 'array'
  if (property.type === 'string') return hint.multiline ? 'text' : 'file'
  if (property.oneOf && hint.variants) return 'variant'
  if (property.type === 'object' && hint.fields) return 'group'
  if (schemasIn(property.anyOf).some(({ prefixItems }) => prefixItems?.length === 2)) return 'pair'
  if (property.type === 'array' || property.$ref !== undefined) return 'values'
  throw new Error(`no control for the key ${hint.key}`)
}

/** A schema as it is where it is not null. */
function withoutNull(property: Schema): { inner: Schema; nullable: boolean } {
  const options = schemasIn(property.anyOf)
  const [inner, ...others] = options.filter(({ type }) => type !== 'null')
  if (!inner || others.length > 0 || options.length < 2) return { inner: property, nullable: false }
  return { inner, nullable: true }
}

/** The schema of either number of a pair. */
function sideOf(pair: Schema): Schema {
  return schemasIn(pair.anyOf).find(({ type }) => type === 'integer') ?? {}
}

function schemasIn(list: Schema['anyOf']): readonly Schema[] {
  return (list ?? []).filter((schema) => typeof schema === 'object')
}

function describeObject({ properties = {}, required = [] }: Schema): Description {
  const schemas = Object.entries(properties).flatMap(([key, value]): [string, Schema][] =>
    typeof value === 'object' ? [[key, value]] : [],
  )
  return { properties: Object.fromEntries(schemas), required }
}

function describe(schema: z.ZodType): Description {
  const known = descriptions.get(schema)
  if (known) return known
  const description = describeObject(z.toJSONSchema(schema, { io: 'input' }))
  descriptions.set(schema, description)
  return description
}

const descriptions = new WeakMap<z.ZodType, Description>()
