// Which free texts an exchange holds, with the language of their author; and their translations for one reader.
import type { Procedure } from '../procedure/model.ts'
import type { Text } from '../translation/answer.ts'
import type { Translation } from '../translation/model.ts'
import type { Given as Answered, Request, Value } from './kinds/request-shape.ts'
import type { Message } from './model.ts'
import type { TextOf } from './value.ts'

type Given = {
  readonly request: Request
  readonly procedure: Procedure
  readonly messages: readonly Message[]
  readonly reasons: ReadonlyMap<number, Reason>
}

/** What was said with an event: why refused, why another day. */
export type Reason = { readonly text: string; readonly lang: string }

/** Every free text once. */
export function textsOf({ request, procedure, messages, reasons }: Given): readonly Text[] {
  const found = new Map<string, Text>()
  const take = (text: unknown, lang: string | null) => {
    if (typeof text === 'string' && text !== '' && lang) found.set(keyOf(text, lang), { text, lang })
  }
  const takeDetail = (answer: Answered | undefined, id: string) =>
    take(answer?.details?.[id], answer?.language ?? null)
  const [first] = request.rounds
  for (const field of procedure.form)
    if (field.type === 'free-text') take(request.fields[field.id], first?.language ?? null)
  take(request.urgentReason, first?.language ?? null)
  for (const round of request.rounds) {
    take(round.reason, round.language)
    for (const { note } of round.asked) take(note, round.language)
    for (const question of procedure.questions)
      for (const detail of question.details)
        if (detail.type === 'free-text') takeDetail(round.answers?.[question.id], detail.id)
  }
  for (const { text, language } of messages) take(text, language)
  for (const { text, lang } of reasons.values()) take(text, lang)
  return [...found.values()]
}

const keyOf = (text: string, lang: string): string => `${lang}\n${text}`

/** Names that must come through a translation unharmed: the short personal texts of the form. */
export function namesOf({ request, procedure }: Pick<Given, 'request' | 'procedure'>): readonly string[] {
  const isName = (value: Value | undefined): value is string => typeof value === 'string' && value !== ''
  return procedure.form
    .filter(field => field.personal && field.type === 'text')
    .map(field => request.fields[field.id])
    .filter(isName)
}

/** Looks translations up by what was written. */
export function textOfPairs(texts: readonly Text[], translations: readonly Translation[]): TextOf {
  const found = new Map(texts.map(({ text, lang }, i) => [keyOf(text, lang), translations[i]]))
  return (text, lang) => ({
    text,
    lang,
    translation: found.get(keyOf(text, lang)) ?? { state: 'same-language' },
  })
}
