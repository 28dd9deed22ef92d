// What the world is invented from: the frame of the directory, and words, names and texts in each language.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { levels } from '../authority/model.ts'
import { type Lang, readLanguages } from '../base/text.ts'
import frameData from './frame.json' with { type: 'json' }

const countrySchema = z.strictObject({
  languages: z.array(z.string()).min(1),
  postcode: z.string(),
  /** What a firm is called: a name and its legal form. */
  company: z.string(),
  /** How many exchanges a country has, compared with others. */
  weight: z.number(),
  towns: z.array(z.string()).length(16),
  /** Codes of NUTS 2, one for each town. */
  regions: z.array(z.string()).length(16),
})

const frameSchema = z.strictObject({
  about: z.string(),
  countries: z.record(z.string(), countrySchema),
  types: z.array(
    z.strictObject({
      type: z.string(),
      level: z.enum(levels),
      area: z.string(),
      competences: z.array(z.string()),
    }),
  ),
  professions: z.array(z.string()),
  /** What the regulator of a profession also answers for. */
  related: z.record(z.string(), z.array(z.string())),
  /** Legal areas that have a coordinator of their own in each country: those of the procedures. */
  coordinatedAreas: z.array(z.string()),
  /** Languages in which the first half of the family names are women's forms, the second half men's. */
  genderedFamilyNames: z.array(z.string()),
})

export type Frame = Readonly<z.infer<typeof frameSchema>>

const texts = z.array(z.string().min(1)).min(1)

const wordsSchema = z.strictObject({
  /** Ten of women, ten of men. */
  givenNames: z.array(z.string()).length(20),
  familyNames: z.array(z.string()).length(20),
  street: z.string(),
  /** Official names by type, of regulators by profession too. */
  authority: z.record(z.string(), z.string()),
  /** By procedure; the order of the texts is the same in every language. */
  background: z.record(z.string(), texts),
  remark: texts,
  refusal: texts,
  dateReason: texts,
  furtherReason: texts,
  /** Of who asks, of who answers. */
  message: texts.length(2),
  /** Of a coordinator: the answer suffices, it does not. */
  opinion: texts.length(2),
  /** What is attached: an extract, a certificate. */
  document: texts.length(2),
})

/** Names and texts in one language. */
export type Words = Readonly<z.infer<typeof wordsSchema>>
export type WordsOf = (lang: Lang) => Words

export const frame: Frame = frameSchema.parse(frameData)

/** Reads `src/world/data/<lang>.json` of every language. */
export function readWords(root: string): WordsOf {
  const fileOf = (lang: Lang) => join(root, 'src/world/data', `${lang}.json`)
  const all = new Map(
    readLanguages(root).map(({ code }) => [
      code,
      wordsSchema.parse(JSON.parse(readFileSync(fileOf(code), 'utf8'))),
    ]),
  )
  return lang => {
    const words = all.get(lang)
    if (!words) throw new Error(`no words in ${lang}`)
    return words
  }
}

export function countryOf(country: string): Frame['countries'][string] {
  const row = frame.countries[country]
  if (!row) throw new Error(`${country} is not in the frame`)
  return row
}
