// What is kept of texts lies sealed: sources and results may name a person.
import { z } from 'zod'
import type { Lang } from '../base/text.ts'
import type { Kept } from './outcome.ts'

/** Made under the master key; `place` binds a text to its row. */
export type Box = {
  readonly digest: (text: string) => string
  readonly seal: (text: string, place: string) => Buffer
  readonly open: (sealed: Buffer, place: string) => string
}

type Place = { readonly sourceHash: string; readonly targetLang: Lang }

export const placeOf = ({ sourceHash, targetLang }: Place): string => `${sourceHash}|${targetLang}`

/** What an engine is to translate, and what its first attempt brought. */
export type Source = {
  readonly source: string
  readonly names: readonly string[]
  readonly kept: Kept | null
}

const kept = z.object({ segments: z.array(z.string().nullable()), again: z.array(z.number()) })
const schema = z.object({ source: z.string(), names: z.array(z.string()), kept: kept.nullable() })

export const sealSource = (box: Box, source: Source, place: Place): Buffer =>
  box.seal(JSON.stringify(source), placeOf(place))

export const openSource = (box: Box, row: Place & { readonly sealed: Buffer }): Source =>
  schema.parse(JSON.parse(box.open(row.sealed, placeOf(row))))
