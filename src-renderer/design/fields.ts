import { z } from 'zod'
import type { FieldHint, Form } from './forms.ts'

export type Control = 'number' | 'switch' | 'choice' | 'initializer' | 'file' | 'values'

/** One control of a form: what the schema says of a key and what its form adds. */
export interface Field extends FieldHint {
  readonly control: Control
  /** May be left empty. */
  readonly optional: boolean
  readonly integer: boolean
  readonly minimum: number
  readonly maximum: number
  /** `maximum` itself is not allowed. */
  readonly open: boolean
  readonly step: number
  readonly choices: readonly string[]
  readonly initial: unknown
}

type Entry = readonly [key: string, value: unknown]
type Schema = z.core.JSONSchema.JSONSchema

/** The controls of a form, in its order. Throws if the schema has no such key or one that no control can show. */
export function fieldsOf(schema: z.ZodType, form: Form): readonly Field[] {
  const { properties, required } = describe(schema)
  return form.fields.map((hint) => {
    const property = properties[hint.key]
    if (!property) throw new Error(`the schema has no key ${hint.key}`)
    const isOptional = !required.includes(hint.key) && property.default === undefined
    return fieldOf(hint, property, isOptional)
  })
}

/** The keys a schema knows, without the one that tells its types apart. */
export function keysOf(schema: z.ZodType): readonly string[] {
  return Object.entries(describe(schema).properties).flatMap(([key, property]) =>
    property.const === undefined ? [key] : [],
  )
}

/** A new spec of a type: its name and every key as its form or schema starts it; optional keys are left out. */
export function freshSpec(
  discriminator: 'type' | 'name',
  schema: z.ZodType,
  name: string,
  form: Form,
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(describe(schema).properties).map(([key, property]): Entry => [key, property.default])
  const initials = fieldsOf(schema, form).map(({ key, initial }): Entry => [key, initial])
  const values = [...defaults, ...initials].filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(values), [discriminator]: name }
}

function fieldOf(hint: FieldHint, property: Schema, optional: boolean): Field {
  const control = controlOf(hint.key, property)
  const integer = property.type === 'integer'
  const choices = (property.enum ?? []).filter((choice) => typeof choice === 'string')
  return {
    ...hint,
    control,
    optional,
    integer,
    // The schema of a whole number bounds it by what a float64 can count; nobody wants to see that.
    minimum: safe(property.exclusiveMinimum ?? property.minimum) ?? -Infinity,
    maximum: safe(property.exclusiveMaximum ?? property.maximum) ?? Infinity,
    open: property.exclusiveMaximum !== undefined,
    step: property.multipleOf ?? hint.step ?? (integer ? 1 : 0.1),
    choices,
    initial: hint.initial ?? property.default ?? (optional ? undefined : control === 'file' ? '' : undefined),
  }
}

function safe(bound: number | boolean | undefined): number | undefined {
  return typeof bound !== 'number' || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound
}

function controlOf(key: string, property: Schema): Control {
  if (property.type === 'boolean') return 'switch'
  if (property.type === 'integer' || property.type === 'number') return 'number'
  if (property.type === 'string') return property.enum ? 'choice' : 'file'
  if (property.oneOf?.some((option) => typeof option === 'object' && option.properties?.type !== undefined))
    return 'initializer'
  if (property.type === 'array' || property.$ref !== undefined) return 'values'
  throw new Error(`no control for the key ${key}`)
}

function describe(schema: z.ZodType): { properties: Readonly<Record<string, Schema>>; required: readonly string[] } {
  const known = descriptions.get(schema)
  if (known) return known
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  const schemas = Object.entries(properties).flatMap(([key, value]): [string, Schema][] =>
    typeof value === 'object' ? [[key, value]] : [],
  )
  const description = { properties: Object.fromEntries(schemas), required }
  descriptions.set(schema, description)
  return description
}

const descriptions = new WeakMap<z.ZodType, ReturnType<typeof describe>>()
