// The text blocks and reply templates with which the authorities of the cast begin, in their own language.
import { z } from 'zod'
import type { Authority } from '../authority/model.ts'
import type { BlockContent } from '../exchange/store/block.ts'
import type { Procedure } from '../procedure/model.ts'
import blocksData from './blocks.json' with { type: 'json' }
import { castAuthorities } from './cast.ts'
import type { WordsOf } from './frame.ts'
import type { Handler } from './people.ts'

const wordsSchema = z.strictObject({
  /** Title and text of the block that tells that a request has come. */
  receipt: z.tuple([z.string(), z.string()]),
  refusal: z.string(),
  dateReason: z.string(),
  remark: z.string(),
  template: z.string(),
})

const dataSchema = z.strictObject({
  about: z.string(),
  languages: z.record(z.string(), wordsSchema),
  answers: z.record(z.string(), z.record(z.string(), z.string())),
})
const { languages, answers } = dataSchema.parse(blocksData)

type Given = {
  readonly directory: readonly Authority[]
  readonly handlers: ReadonlyMap<string, readonly Handler[]>
  readonly catalogue: { readonly all: readonly Procedure[] }
  readonly wordsOf: WordsOf
}

/** A row of an authority; who wrote it and when. */
export type InventedBlock = BlockContent & {
  readonly authority: string
  readonly block: string
  readonly user: string
  readonly at: string
}

/** Four text blocks and one reply template for each; `now`: the instant at which they were written. */
export function inventBlocks({ directory, handlers, catalogue, wordsOf }: Given, now: string) {
  return directory
    .filter(({ id }) => castAuthorities.includes(id))
    .flatMap((authority): InventedBlock[] => {
      const language = authority.languages[0] ?? ''
      const titles = languages[language]
      const user = handlers.get(authority.id)?.[0]?.user
      if (!titles || user === undefined) return []
      const words = wordsOf(language)
      const block = (
        name: string,
        title: string,
        text = '',
        kind: string | null = null,
      ): BlockContent & { name: string } => ({
        ...{ name, title, language, text, kind, procedure: null, answers: null },
      })
      const procedure = catalogue.all.find(({ area }) => area === authority.area)?.id ?? ''
      const template = {
        ...{ name: 'template', title: titles.template, language, procedure, text: null, kind: null },
        answers: Object.fromEntries(
          Object.entries(answers[procedure] ?? {}).map(([id, answer]) => [id, { answer }]),
        ),
      }
      return [
        block('receipt', ...titles.receipt),
        block('refusal', titles.refusal, words.refusal[0], 'refusal-reason'),
        block('date-reason', titles.dateReason, words.dateReason[0], 'date-reason'),
        block('remark', titles.remark, words.remark[0], 'answer'),
        ...(procedure === '' ? [] : [template]),
      ].map(({ name, ...content }) => ({
        ...{ ...content, authority: authority.id, block: `invented-${name}`, user, at: now },
      }))
    })
}
