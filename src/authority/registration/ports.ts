// What registrations are given: real things, made in registering.ts.
import type { Library } from '../../base/text.ts'
import type { Choices } from '../keeping/forms.ts'
import type { KeepingStore } from '../keeping/store.ts'
import type { LiveFinder } from '../live.ts'
import type { Content } from './model.ts'
import type { RegistrationStore } from './store.ts'

/** Opens only for the authority for which it was sealed. */
export type ContentBox = {
  seal(authority: string, content: Content): Buffer
  open(authority: string, sealed: Buffer): Content
}

export type RegistrationPorts = {
  readonly registrations: RegistrationStore
  readonly store: KeepingStore
  readonly choices: Choices
  readonly library: Library
  readonly finder: Pick<LiveFinder, 'read'>
  readonly content: ContentBox
  /** A keyed hash: tells whether two are the same, and nothing else. */
  readonly markOf: (text: string) => string
  readonly publicUrl: string
  readonly clock: () => string
}
