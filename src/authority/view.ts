// What programs and pages get to see of authorities.
import { z } from 'zod'
import type { Lang } from '../base/text.ts'
import type { Hit, LedHit } from './finder.ts'
import { rules } from './match.ts'
import {
  type Authority,
  type AuthorityRecord,
  levels,
  nameOf,
  officialNameOf,
  statuses,
  titleOf,
} from './model.ts'
import { questionKinds } from './questions.ts'

/** `means`: `profession.architect`, `country.EL`, `town.EL Αθήνα`, or `name` for a word of an official name. */
const whySchema = z
  .object({ word: z.string(), matched: z.string(), rule: z.enum(rules), means: z.string() })
  .readonly()

export const foundSchema = z.object({
  authority: z.string(),
  officialName: z.string(),
  /** The language of the official name. */
  officialNameLang: z.string(),
  informalTitle: z.string(),
  country: z.string(),
  town: z.string(),
  type: z.string(),
  level: z.enum(levels),
  /** In which it works. */
  languages: z.array(z.string()).readonly(),
  competences: z.array(z.string()).readonly(),
  score: z.number(),
  why: z.array(whySchema).readonly(),
  /** What was looked for and works no more, or not for a while: this authority acts in its place. */
  instead: z
    .object({ authority: z.string(), name: z.string(), lang: z.string(), status: z.enum(statuses) })
    .readonly()
    .nullable(),
})
/** A hit as `imi find` and `GET /authorities` answer it. */
export type Found = Readonly<z.infer<typeof foundSchema>>

const countsSchema = z.array(z.object({ id: z.string(), count: z.number() }).readonly()).readonly()

export const foundListSchema = z.object({
  items: z.array(foundSchema).readonly(),
  next: z.string().nullable(),
  /** How many fit as well as the first. */
  ties: z.number(),
  /** How the words led to the first hit. */
  understood: z.array(whySchema).readonly(),
  /** Words that nothing fits. */
  unknown: z.array(z.string()).readonly(),
  /** What would settle which one is meant. */
  questions: z
    .array(
      z
        .object({
          about: z.enum(questionKinds),
          choices: z.array(z.string()).readonly(),
          /** How many of the first are about as likely as the best one. */
          likely: z.int(),
        })
        .readonly(),
    )
    .readonly(),
  /** How many there are of each kind, where no text was asked for: what the filters leave. */
  counts: z
    .object({
      total: z.number(),
      countries: countsSchema,
      regions: countsSchema,
      areas: countsSchema,
      types: countsSchema,
    })
    .readonly()
    .nullable(),
})
export type FoundList = Readonly<z.infer<typeof foundListSchema>>

export const authoritySchema = z.object({
  authority: z.string(),
  officialName: z.string(),
  officialNames: z.array(z.object({ lang: z.string(), name: z.string() }).readonly()).readonly(),
  informalTitle: z.string(),
  country: z.string(),
  town: z.string(),
  type: z.string(),
  level: z.enum(levels),
  area: z.string(),
  competences: z.array(z.string()).readonly(),
  languages: z.array(z.string()).readonly(),
  street: z.string(),
  postcode: z.string(),
  phone: z.string(),
  email: z.string(),
  website: z.string(),
  status: z.enum(statuses),
  isInvented: z.boolean(),
})
export type AuthorityView = Readonly<z.infer<typeof authoritySchema>>

/** The hits with what the directory says of them now; those no longer active are left out. */
export const foundOf = (
  hits: readonly (Hit | LedHit)[],
  authorities: ReadonlyMap<string, Authority>,
  lang: Lang,
): readonly Found[] =>
  hits.flatMap(hit => {
    const { authority: id, score, why } = hit
    const one = authorities.get(id)
    const former = 'instead' in hit ? authorities.get(hit.instead) : null
    // It may work again by now.
    if (one?.status !== 'active' || former === undefined || former?.status === 'active') return []
    const instead = former && {
      ...{ authority: former.id, name: nameOf(former, lang), lang: officialNameOf(former, lang).lang },
      status: former.status,
    }
    const { country, town, type, level, languages, competences } = one
    const official = officialNameOf(one, lang)
    const names = { officialName: official.name, officialNameLang: official.lang }
    const informalTitle = titleOf(one, lang)
    const facts = { country, town, type, level, languages, competences }
    return [{ authority: id, ...names, informalTitle, ...facts, score, why, instead }]
  })

/** What everybody may know of it. */
export function viewOf(authority: AuthorityRecord, lang: Lang): AuthorityView {
  const { id, officialNames, country, town, type, level, area, competences, languages } = authority
  const { street, postcode, phone, email, website, status, isInvented } = authority
  return {
    ...{ authority: id, officialName: nameOf(authority, lang), officialNames },
    informalTitle: titleOf(authority, lang),
    ...{ country, town, type, level, area, competences, languages },
    ...{ street, postcode, phone, email, website, status, isInvented },
  }
}

/** All that a list of hits names: those found, and those in whose place they stand. */
export const idsOf = (hits: readonly (Hit | LedHit)[]): readonly string[] =>
  hits.flatMap(hit => ('instead' in hit ? [hit.authority, hit.instead] : [hit.authority]))
