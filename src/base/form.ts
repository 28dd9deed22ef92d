// Reads what came from outside: a form or JSON, one schema for both.
import { z } from 'zod'
import type { Sent } from './door.ts'
import { done, type Problem, type Result, refuseFields } from './result.ts'

type JsonSchema = {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly required?: readonly string[]
  readonly anyOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
}

const depthMax = 8
/** More fields than any form of ours has. */
export const fieldsMax = 2000

/** Nests the fields of a form by the dots in their names; a repeated name becomes a list. Fields beyond the
 *  most that a form of ours can have are left out. */
export function nestFields(fields: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null)
  let count = 0
  for (const [name, value] of fields) {
    if (typeof value !== 'string') continue
    count += 1
    if (count > fieldsMax) break
    const steps = name.split('.')
    if (steps.length > depthMax || steps.some(step => step === '' || step === '__proto__')) continue
    let at = root
    for (const step of steps.slice(0, -1)) {
      const next = at[step]
      if (typeof next === 'object' && next !== null && !Array.isArray(next))
        at = next as Record<string, unknown>
      else at = at[step] = Object.create(null) as Record<string, unknown>
    }
    const last = steps[steps.length - 1] ?? name
    const there = at[last]
    if (Array.isArray(there)) there.push(value)
    else at[last] = there === undefined ? value : [there, value]
  }
  return root
}

/**
 * Gives the strings of a form the types that the schema names; an empty field counts as not given, and so does a group
 * of which nothing was filled in.
 */
export function typeFields(value: unknown, schema: JsonSchema): unknown {
  const typed = typeGroup(value, schema)
  return typed === undefined && typeof value === 'object' ? withRequired({}, schema) : typed
}

function typeGroup(value: unknown, schema: JsonSchema): unknown {
  const variant = schema.anyOf?.find(one => one.type !== 'null') ?? schema
  if (typeof value === 'string') return typeText(value, variant)
  if (Array.isArray(value))
    return value.filter(item => item !== '').map(item => typeGroup(item, variant.items ?? {}))
  if (typeof value !== 'object' || value === null) return value
  const out: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const inner =
      variant.properties?.[key] ??
      (typeof variant.additionalProperties === 'object' ? variant.additionalProperties : {})
    const typed = typeGroup(item, inner)
    if (typed !== undefined) out[key] = typed
  }
  return Object.keys(out).length === 0 ? undefined : withRequired(out, variant)
}

/** Each field of a group that must be there shall be told by its own name. */
function withRequired(out: Record<string, unknown>, { required, properties }: JsonSchema) {
  for (const key of required ?? [])
    if (out[key] === undefined && properties?.[key]?.type === 'object') out[key] = {}
  return out
}

function typeText(text: string, schema: JsonSchema): unknown {
  // One field for a list: an item a line.
  if (schema.type === 'array') return linesOf(text).map(line => typeGroup(line, schema.items ?? {}))
  if (text.trim() === '') return undefined
  if (schema.type === 'number' || schema.type === 'integer') {
    return numberIn(text) ?? text
  }
  if (schema.type === 'boolean')
    return text === 'true' || text === 'on' || text === '1' ? true : text === 'false' ? false : text
  return text.replace(/\r\n/g, '\n')
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** Digits with at most one comma or point. "1.234" is a thousand here and one and a bit there: it is not read. */
function numberIn(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '')
  const isClear = /^[+-]?\d+(?:[.,]\d+)?$/.test(plain) && !/^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(plain)
  return isClear ? Number(plain.replace(',', '.')) : null
}

const soundDepthMax = 20

/** Where a text holds what no database takes (a NUL, half a character) or the nesting has no end; null: nowhere. */
export function unsoundIn(value: unknown, path = '', depth = 0): string | null {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? path : null
  if (typeof value !== 'object' || value === null) return null
  if (depth >= soundDepthMax) return path
  for (const [key, item] of Object.entries(value)) {
    const found = unsoundIn(item, path === '' ? key : `${path}.${key}`, depth + 1) ?? unsoundIn(key)
    if (found !== null) return found
  }
  return null
}

/** Parses what was sent. Errors: base.fields.invalid with a problem for each faulty place. */
export function parseSent<T>(schema: z.ZodType<T>, sent: Sent): Result<T> {
  const value = sent.kind === 'form' ? typeFields(sent.value, jsonSchemaOf(schema)) : (sent.value ?? {})
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return done(parsed.data)
  const problems = parsed.error.issues.flatMap(problemsOf)
  const isFirst = ({ path, code }: Problem, at: number) =>
    problems.findIndex(one => one.path === path && one.code === code) === at
  return refuseFields('base.fields.invalid', problems.filter(isFirst))
}

/** A day that calendars here can count with. */
export const daySchema = z.iso
  .date()
  .refine(day => day >= '1900-01-01' && day <= '2199-12-31', { message: 'problem:base.field.day' })

const remembered = new WeakMap<z.ZodType, JsonSchema>()

/** JSON Schema of what a schema takes, as programs see it. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const known = remembered.get(schema)
  if (known) return known
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  remembered.set(schema, made as JsonSchema)
  return made as JsonSchema
}

/** Our own refinements name their text key as the message of the issue: `problem:exchange.day.past`. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.join('.')
  if (issue.message.startsWith('problem:')) return [{ path, code: issue.message.slice(8) }]
  switch (issue.code) {
    case 'invalid_type':
      return [{ path, code: issue.input === undefined ? 'base.field.required' : 'base.field.type' }]
    case 'too_big':
      return [{ path, code: 'base.field.too-long', facts: { max: Number(issue.maximum) } }]
    case 'too_small':
      return [{ path, code: 'base.field.required' }]
    case 'invalid_value':
    case 'invalid_union':
      return [{ path, code: issue.input === undefined ? 'base.field.required' : 'base.field.choice' }]
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ path: path ? `${path}.${key}` : key, code: 'base.field.unknown' }))
    case 'invalid_format':
      return [{ path, code: issue.format === 'date' ? 'base.field.day' : 'base.field.type' }]
    default:
      return [{ path, code: 'base.field.type' }]
  }
}
