// What a translation is, what an engine must be able to do, and which engine takes a pair of languages.
import type { Lang } from '../base/text.ts'

/** `rough` can be read in a hurry; `gist` only tells what the text is about. */
export type Quality = 'rough' | 'gist'

/** One way from the first to the last language of `path`, as an engine offers it. */
export type Route = {
  readonly path: readonly Lang[]
  readonly quality: Quality
  /** chrF on the yardstick named in paths.json; null where nobody has measured it. */
  readonly chrF: number | null
  /** Changes when the same text may come out differently. */
  readonly version: string
}

/** Segments are sentences; protected spans stand in them as marks `⟦0⟧` and must come back so. */
export type EngineJob = {
  readonly id: string
  readonly path: readonly Lang[]
  readonly segments: readonly string[]
  /** 2: the marks of these segments were lost the first time. */
  readonly attempt: number
}

/** Why a text stays as it is. Text keys. */
export type Reason =
  | 'translation.failed.engine'
  | 'translation.failed.marks'
  | 'translation.failed.long'
  | 'translation.failed.unavailable'

/** As many segments as were sent, in the same order; null where the engine could not translate one. */
export type EngineResult =
  | { readonly state: 'done'; readonly segments: readonly (string | null)[] }
  | { readonly state: 'refused'; readonly reason: Reason }

/** `accepted`: the result comes later, through the translator's `finish`. */
export type EngineAnswer = EngineResult | { readonly state: 'accepted' }

export type Engine = {
  readonly id: string
  /** As readers see it. */
  readonly name: string
  /** Whether `translate` answers with the result and never with `accepted`. */
  readonly isImmediate: boolean
  readonly routes: () => readonly Route[]
  readonly translate: (job: EngineJob) => Promise<EngineAnswer>
  readonly stop: () => Promise<void>
}

/** What a reader can be shown beside an original. */
export type Translation =
  | { readonly state: 'same-language' }
  | Translated
  | { readonly state: 'pending' }
  | { readonly state: 'none'; readonly from: Lang; readonly to: Lang }
  | { readonly state: 'failed'; readonly reason: Reason }

export type Translated = {
  readonly state: 'done'
  readonly text: string
  readonly lang: Lang
  readonly engine: string
  readonly path: readonly Lang[]
  readonly quality: Quality
  /** Instant of the translation. */
  readonly at: string
  /** Text keys. */
  readonly warnings: readonly Warning[]
}

export type Warning = 'translation.warning.numbers' | 'translation.warning.sentences'

export type Chosen = { readonly engine: Engine; readonly route: Route }

/** Longer texts are refused. Unit: UTF-16 characters. */
export const textLengthMax = 20_000

/** The first engine in the operator's order that serves the pair, on its best path; null where none does. */
export function route(from: Lang, to: Lang, engines: readonly Engine[]): Chosen | null {
  for (const engine of engines) {
    const best = engine
      .routes()
      .filter(({ path }) => path[0] === from && path.at(-1) === to)
      .reduce<Route | null>((a, b) => (a && (a.chrF ?? 0) >= (b.chrF ?? 0) ? a : b), null)
    if (best) return { engine, route: best }
  }
  return null
}

export type Served = {
  readonly from: Lang
  readonly to: Lang
  readonly engine: string
  readonly path: readonly Lang[]
  readonly quality: Quality
  readonly chrF: number | null
}

/** Every ordered pair that some engine serves, each with the route that is taken. */
export function served(languages: readonly Lang[], engines: readonly Engine[]): readonly Served[] {
  const rows: Served[] = []
  for (const from of languages)
    for (const to of languages) {
      const chosen = from === to ? null : route(from, to, engines)
      if (!chosen) continue
      const { path, quality, chrF } = chosen.route
      rows.push({ from, to, engine: chosen.engine.name, path, quality, chrF })
    }
  return rows
}
