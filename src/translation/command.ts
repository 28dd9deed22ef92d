// The operator's command `translate`: one text through the engines, without a database.
import { type Answer, WrongUse } from '../base/command.ts'
import type { Lang, Library } from '../base/text.ts'
import type { Engine, Reason, Translation } from './model.ts'
import { translateNow } from './now.ts'

export type TranslatePorts = {
  readonly library: Pick<Library, 'isLanguage'>
  /** Opened for this text and stopped after it. */
  readonly openEngines: () => readonly Engine[]
  readonly clock: () => string
  /** Everything that comes on standard input. */
  readonly readInput: () => Promise<string>
}

/** The options as they were typed. */
export type TranslateAsked = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Standard input where it is not given. */
  readonly text?: string | undefined
  /** Names that must come through unchanged. */
  readonly names?: readonly string[] | undefined
}

export const translateUsage = 'translate --from xx --to yy [--name NAME]… [TEXT]'

const reasons: Readonly<Record<Reason, string>> = {
  'translation.failed.engine': 'The engine could not translate this text.',
  'translation.failed.marks': 'The engine lost protected parts of this text.',
  'translation.failed.long': 'This text is too long.',
  'translation.failed.unavailable': 'The engine cannot be reached.',
}

/**
 * Runs `translate`. Exit 1 where no engine serves the pair or none could do it. Throws OperatorFault for
 * wrong use.
 */
export async function runTranslate(ports: TranslatePorts, asked: TranslateAsked): Promise<Answer> {
  const from = languageOf(ports, 'from', asked.from)
  const to = languageOf(ports, 'to', asked.to)
  const text = asked.text ?? (await ports.readInput()).replace(/\r?\n$/, '')
  const engines = ports.openEngines()
  try {
    const wish = { engines, clock: ports.clock, text, from, to, names: asked.names ?? [] }
    const { translation, spans } = await translateNow(wish)
    return answerOf(translation, spans, { text, from, to })
  } finally {
    await Promise.all(engines.map(engine => engine.stop()))
  }
}

function languageOf({ library }: TranslatePorts, option: 'from' | 'to', code: string | undefined): Lang {
  if (code === undefined) throw new WrongUse(`translate needs --${option}.`)
  if (library.isLanguage(code)) return code
  throw new WrongUse(`--${option} ${code} is not a language of the system, such as en, de or el.`)
}

type Asked = { readonly text: string; readonly from: Lang; readonly to: Lang }

function answerOf(translation: Translation, spans: readonly string[], { text, from, to }: Asked): Answer {
  const nothing = { text: null, engine: null, path: null, quality: null, protected: spans, warnings: [] }
  switch (translation.state) {
    case 'done': {
      const { engine, path, quality, warnings } = translation
      const json = { text: translation.text, engine, path, quality, protected: spans, warnings }
      const lines = [translation.text, '', `(${engine}, ${path.join(' > ')}, ${quality})`, ...warnings]
      return { json, text: lines.join('\n'), exit: 0 }
    }
    case 'same-language':
      return { json: { ...nothing, text, path: [from] }, text, exit: 0 }
    case 'none':
      return { json: { ...nothing, reason: 'none' }, text: `No engine serves ${from} to ${to}.`, exit: 1 }
    case 'failed': {
      const { reason } = translation
      return { json: { ...nothing, reason }, text: reasons[reason], exit: 1 }
    }
    case 'pending':
      throw new Error('translateNow never answers pending')
  }
}
