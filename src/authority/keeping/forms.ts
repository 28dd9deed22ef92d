// What each step in the keeping of an authority takes: one schema for pages, programs and the interface document.
import { z } from 'zod'
import { levels } from '../model.ts'
import type { Step } from './model.ts'

/** What may be chosen: ids of legal areas, procedures, types, professions and activities; languages. */
export type Choices = {
  readonly areas: readonly string[]
  readonly procedures: readonly string[]
  readonly types: readonly string[]
  readonly competences: readonly string[]
  /** NUTS codes of all countries, as far as they have a name. */
  readonly regions: readonly string[]
  readonly languages: readonly string[]
}

const shortMax = 300
const longMax = 4000

const oneOf = (values: readonly string[]) => z.enum(values as [string, ...string[]])
const short = z.string().trim().min(1).max(shortMax)
const long = z.string().trim().min(1).max(longMax)
const version = z.int().min(1)
/** Two letters of the country, then up to three more: https://ec.europa.eu/eurostat/web/nuts. */
const region = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}[0-9A-Z]{0,3}$/, { message: 'problem:authority-admin.region.invalid' })
const website = z.url({ protocol: /^https?$/ }).max(shortMax)
const email = z.email().max(shortMax)

/** A text by language; null takes one away. */
const byLanguage = ({ languages }: Choices, text: typeof short) =>
  z.partialRecord(oneOf(languages), text.nullable())

/** What stands in the record; a field that is left out stays. */
const valuesOf = (choices: Choices) => ({
  officialNames: byLanguage(choices, short).optional(),
  informalTitles: byLanguage(choices, short).optional(),
  description: byLanguage(choices, long).optional(),
  type: oneOf(choices.types).optional(),
  level: z.enum(levels).optional(),
  region: region.nullable().optional(),
  street: short.optional(),
  postcode: short.optional(),
  town: short.optional(),
  phone: short.nullable().optional(),
  email: email.optional(),
  website: website.nullable().optional(),
  languages: z.array(oneOf(choices.languages)).min(1).optional(),
  /** By legal area. */
  competences: z.partialRecord(oneOf(choices.areas), z.array(oneOf(choices.competences)).max(200)).optional(),
  /** By legal area: coordinators asked to approve and to intervene, and those that look on. */
  links: z
    .partialRecord(
      oneOf(choices.areas),
      z.strictObject({
        request: z.array(short).max(20).optional(),
        linked: z.array(short).max(20).optional(),
      }),
    )
    .optional(),
  /** Null: the national one. */
  validatingCoordinator: short.nullable().optional(),
})

export const proposable = [
  ...(['officialNames', 'informalTitles', 'description'] as const),
  ...(['street', 'postcode', 'town', 'phone', 'email', 'website'] as const),
] as const
export type Proposable = (typeof proposable)[number]

/** Pieces of other forms about an authority. */
export const pieces = { short, long, region, website, email } as const

export const isByLanguage = (field: string): boolean =>
  field === 'officialNames' || field === 'informalTitles' || field === 'description'

const proposalOf = (choices: Choices) =>
  z.strictObject({
    version,
    field: z.enum(proposable),
    value: long,
    /** Of the value, where the field has one in each language. */
    language: oneOf(choices.languages).optional(),
    reason: long,
  })

/** The schema of what a step takes. */
export function formFor(step: Step, choices: Choices) {
  const area = oneOf(choices.areas)
  switch (step) {
    case 'validate':
    case 'reactivate':
    case 'confirm':
    case 'resend':
    case 'uninvite':
    case 'register':
      return z.strictObject({ version })
    case 'refuse':
    case 'return':
      return z.strictObject({ version, reason: long })
    case 'grant':
      return z.strictObject({
        version,
        area,
        /** Left out: all of the legal area. */
        procedures: z.array(oneOf(choices.procedures)).optional(),
      })
    case 'withdraw':
      return z.strictObject({ version, area, reason: long })
    case 'suspend':
    case 'remove':
      return z.strictObject({
        version,
        reason: long,
        /** Another authority of the country, which takes over what is open; left out: the coordinator itself. */
        successor: short.optional(),
      })
    case 'delegate':
      return z.strictObject({
        version,
        area: oneOf(['*', ...choices.areas]),
        /** None: the whole country. */
        regions: z.array(region).max(50).optional(),
      })
    case 'undelegate':
      return z.strictObject({ version, area: oneOf(['*', ...choices.areas]), reason: long })
    case 'change':
      return z.strictObject({ version, reason: long.optional(), ...valuesOf(choices) })
    case 'propose':
      return proposalOf(choices)
  }
}

type Typed = Readonly<Record<string, unknown>>

/** Fields of a form that were emptied: what is left out of JSON stays, what is emptied on a page is taken away. */
export function withEmptied(sent: unknown, body: Body): Body {
  const typed = (sent ?? {}) as Typed
  const emptied = ['region', 'phone', 'website', 'validatingCoordinator'].filter(name => typed[name] === '')
  const texts = proposable.filter(isByLanguage).flatMap(field => {
    const given = typed[field]
    if (typeof given !== 'object' || given === null) return []
    const empty = Object.entries(given).filter(([, text]) => String(text).trim() === '')
    const nulls = Object.fromEntries(empty.map(([lang]) => [lang, null]))
    return [[field, { ...nulls, ...(body[field] as Typed | undefined) }] as const]
  })
  return { ...body, ...Object.fromEntries(emptied.map(name => [name, null])), ...Object.fromEntries(texts) }
}

export type ChangeBody = z.infer<z.ZodObject<ReturnType<typeof valuesOf>>>
export type Body = { readonly version: number; readonly reason?: string } & Readonly<Record<string, unknown>>
