// What the doors of exchanges are given: real things, made in server.ts.
import type { LiveFinder } from '../authority/live.ts'
import type { AuthorityRecord, Coordinator } from '../authority/model.ts'
import type { Remembered } from '../base/remember.ts'
import type { Shelf } from '../base/shelf.ts'
import type { Library } from '../base/text.ts'
import type { Calendar } from '../calendar/model.ts'
import type { Catalogue } from '../procedure/store.ts'
import type { Translator } from '../translation/translator.ts'
import type { Colleague } from '../user/store/handlers.ts'
import type { Lists } from './kinds/request-forms.ts'
import type { ExchangeStore } from './store.ts'
import type { Vault } from './vault.ts'

export type ExchangePorts = {
  readonly store: ExchangeStore
  readonly library: Library
  readonly catalogue: Catalogue
  readonly lists: Lists
  readonly vault: Vault
  readonly translator: Pick<Translator, 'pairs' | 'translateNow'>
  readonly authorities: Remembered<AuthorityRecord>
  /** Active coordinators of some countries for a legal area. */
  readonly coordinators: (countries: readonly string[], area: string) => Promise<readonly Coordinator[]>
  /** Names of officials. */
  readonly people: Remembered<string>
  /** Who may act for an authority in a legal area, by name. */
  readonly colleagues: (authority: string, area: string) => Promise<readonly Colleague[]>
  /** Who is competent for a case, by the directory. */
  readonly competent: LiveFinder['competent']
  /** Whether proposals follow what was learnt from forwards. */
  readonly isLearning: boolean
  readonly calendar: Calendar
  /** The bytes of attachments, sealed. */
  readonly files: {
    readonly shelf: Shelf
    /** A virus scanner is set up: nothing is opened before it was found clean. */
    readonly isScanned: boolean
    /** Asks for a check of what has just come. */
    readonly wake: () => Promise<void>
  }
  /** Instant. */
  readonly clock: () => string
}
