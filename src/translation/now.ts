// Translates one text at once, without a database: for the operator's command and for previews.
import type { Lang } from '../base/text.ts'
import { type Engine, route, type Translation, textLengthMax } from './model.ts'
import { judge, type Kept, segmentsToSend } from './outcome.ts'
import { protect } from './protect.ts'

export type Wish = {
  readonly engines: readonly Engine[]
  readonly clock: () => string
  readonly text: string
  readonly from: Lang
  readonly to: Lang
  readonly names: readonly string[]
}

/** `spans` are the places that came through unchanged. */
export type TranslatedNow = { readonly translation: Translation; readonly spans: readonly string[] }

/** Takes only engines that answer at once. */
export async function translateNow({ engines, clock, text, from, to, names }: Wish): Promise<TranslatedNow> {
  if (from === to) return { translation: { state: 'same-language' }, spans: [] }
  if (text.length > textLengthMax)
    return { translation: { state: 'failed', reason: 'translation.failed.long' }, spans: [] }
  const chosen = route(
    from,
    to,
    engines.filter(engine => engine.isImmediate),
  )
  if (!chosen) return { translation: { state: 'none', from, to }, spans: [] }
  const { engine, route: way } = chosen
  const prepared = protect(text, names, from)
  let kept: Kept | null = null
  for (let attempt = 1; ; attempt++) {
    const segments = segmentsToSend(prepared, kept)
    const answer =
      segments.length === 0
        ? { state: 'done' as const, segments: [] }
        : await engine.translate({ id: '', path: way.path, segments, attempt })
    if (answer.state === 'accepted')
      return {
        translation: { state: 'failed', reason: 'translation.failed.unavailable' },
        spans: prepared.spans,
      }
    const outcome = judge(text, prepared, kept, answer)
    if (outcome.state === 'again') kept = outcome.kept
    else if (outcome.state === 'failed') return { translation: outcome, spans: prepared.spans }
    else {
      const { path, quality } = way
      const made = { text: outcome.text, lang: to, engine: engine.name, path, quality, at: clock() }
      return {
        translation: { state: 'done', ...made, warnings: outcome.warnings },
        spans: prepared.spans,
      }
    }
  }
}
