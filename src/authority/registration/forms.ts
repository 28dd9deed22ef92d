// What the forms of a registration take: pages, programs and the interface document read the same schemas.
import { z } from 'zod'
import type { Problem } from '../../base/result.ts'
import { type Choices, pieces } from '../keeping/forms.ts'
import { fieldNames } from '../keeping/model.ts'
import { levels } from '../model.ts'
import { isTypeOfCoordinator } from './model.ts'

const { short, long, region, website, email } = pieces

const oneOf = (values: readonly string[]) => z.enum(values as [string, ...string[]])
const needed = { message: 'problem:base.field.required' }

/** A coordinator names whom it invites; the rest comes by the link. */
export const inviteBody = ({ areas, languages }: Choices) =>
  z.strictObject({
    name: short,
    email,
    /** Of the letter. */
    language: oneOf(languages),
    areas: z.array(oneOf(areas)).min(1),
    region: region.optional(),
  })
export type InviteBody = z.infer<ReturnType<typeof inviteBody>>

/** Who begins by itself. */
export const beginBody = ({ areas, languages }: Choices) =>
  z.strictObject({
    name: short,
    country: z.string().regex(/^[A-Z]{2}$/),
    areas: z.array(oneOf(areas)).min(1),
    email,
    language: oneOf(languages),
    /** It is none of the authorities of the directory that look like it. */
    isNew: z.boolean().optional(),
  })
export type BeginBody = z.infer<ReturnType<typeof beginBody>>

const byLanguage = ({ languages }: Choices, text: typeof short) => z.partialRecord(oneOf(languages), text)

const isFilled = (texts: object): boolean => Object.keys(texts).length > 0

/** The types that one may choose by oneself. */
export const typesIn = ({ types }: Choices): readonly string[] =>
  types.filter(type => !isTypeOfCoordinator(type))

/** Everything that an authority says of itself, and who says it. */
export const sendBody = (choices: Choices) =>
  z.strictObject({
    intent: z.literal('send'),
    version: z.int().min(1),
    officialNames: byLanguage(choices, short).refine(isFilled, needed),
    informalTitles: byLanguage(choices, short).optional(),
    description: byLanguage(choices, long).refine(isFilled, needed),
    type: oneOf(typesIn(choices)),
    level: z.enum(levels),
    region: region.optional(),
    street: short,
    postcode: short,
    town: short,
    phone: short.optional(),
    email,
    website: website.optional(),
    languages: z.array(oneOf(choices.languages)).min(1),
    /** Left out: those of the invitation. What the coordinator does not grant is kept as a wish. */
    areas: z.array(oneOf(choices.areas)).min(1).optional(),
    /** By legal area. */
    competences: z
      .partialRecord(oneOf(choices.areas), z.array(oneOf(choices.competences)).max(200))
      .optional(),
    /** By legal area: the coordinator that may be asked to approve and to intervene. */
    coordinators: z.partialRecord(oneOf(choices.areas), short).refine(isFilled, needed),
    /** Who registers, and becomes the first local data administrator. */
    person: z.strictObject({ name: short, email, language: oneOf(choices.languages) }),
  })
export type SendBody = z.infer<ReturnType<typeof sendBody>>

/** What both steps take: who was slower is told so before anything else is found wrong. */
export const stepBody = z.looseObject({ intent: z.enum(['save', 'send']), version: z.int().min(1) })

/** Half of it may be missing, and wrong: it is kept as it was typed. */
export const saveBody = z.looseObject({ intent: z.literal('save'), version: z.int().min(1) })

/** Fields of `sendBody`. */
const keptNames: readonly string[] = [
  ...fieldNames.filter(name => name !== 'validatingCoordinator' && name !== 'links'),
  ...['areas', 'coordinators', 'person'],
]

type Typed = Readonly<Record<string, unknown>>

/** What was typed into fields of ours. */
export const typedIn = (value: unknown): Typed =>
  Object.fromEntries(Object.entries((value ?? {}) as Typed).filter(([name]) => keptNames.includes(name)))

const textLengthMax = 4000
const typedLengthMax = 100_000

/** A draft may hold anything, but not any amount of it. */
export function excessIn(value: unknown, path = ''): readonly Problem[] {
  if (typeof value === 'string')
    return value.length > textLengthMax
      ? [{ path, code: 'base.field.too-long', facts: { max: textLengthMax } }]
      : []
  if (typeof value !== 'object' || value === null) return []
  const problems = Object.entries(value).flatMap(([key, item]) =>
    excessIn(item, path ? `${path}.${key}` : key),
  )
  const isHeavy = path === '' && problems.length === 0 && JSON.stringify(value).length > typedLengthMax
  return isHeavy
    ? [{ path: 'description', code: 'base.field.too-long', facts: { max: textLengthMax } }]
    : problems
}
