// What a command of the operator is: its words, its options, and what it does with an opened program.
import type { Progress } from './progress.ts'
import type { Settings } from './settings.ts'
import type { Sql } from './sql.ts'
import type { Library } from './text.ts'

export type Option = { readonly type: 'string' | 'boolean'; readonly multiple?: true; readonly help: string }

/** What was typed after the command's name. */
export type Typed = {
  readonly words: readonly string[]
  text(option: string): string | undefined
  list(option: string): readonly string[]
  has(option: string): boolean
}

/** The parts of the program that a command may ask for; each is opened when it is asked for first. */
export type Open = {
  /** Folder of the program. */
  readonly root: string
  readonly settings: Settings
  readonly say: Progress
  /** The migrated database: the running server's, or started for this command and stopped after it. */
  database(): Promise<{ readonly sql: Sql; readonly url: string }>
  library(): Promise<Library>
}

/** `json` is printed with `--json`, `text` otherwise; exit 1 says refused, or problems found. */
export type Answer = {
  readonly json: unknown
  readonly text: string
  /** Printed instead of `text`, piece by piece, and nothing added to it. */
  readonly file?: AsyncIterable<string>
  readonly exit: 0 | 1
}

export type Command = {
  readonly summary: string
  /** What follows `imi`. */
  readonly usage: string
  readonly options: Readonly<Record<string, Option>>
  /** Runs until a signal ends it, and closes by itself. */
  readonly handlesSignals?: true
  readonly run: (typed: Typed, open: Open) => Promise<Answer>
}

/** Wrong use of a command: printed with its usage, exit 2. */
export class WrongUse extends Error {}
