// What the keeping of users is given: real things, made in server.ts.
import type { ImportStore } from '../../authority/import/store.ts'
import type { Choices } from '../../authority/keeping/forms.ts'
import type { KeepPorts } from '../../authority/keeping/ports.ts'
import type { KeepingStore } from '../../authority/keeping/store.ts'
import type { Post } from '../../base/letter.ts'
import type { Remembered } from '../../base/remember.ts'
import type { Library } from '../../base/text.ts'
import type { PeopleStore } from './store.ts'

/** What an invitation needs. */
export type InvitePorts = {
  readonly store: PeopleStore
  readonly directory: Pick<KeepingStore, 'records'>
  readonly library: Library
  readonly post: Post
  readonly publicUrl: string
  readonly clock: () => string
}

export type PeoplePorts = InvitePorts & {
  readonly choices: Pick<Choices, 'areas' | 'languages'>
  /** Names of officials. */
  readonly people: Remembered<string>
  /** Files that were checked and wait to be written, sealed. */
  readonly imports: Pick<ImportStore, 'keep' | 'waiting'>
  readonly sealed: KeepPorts['sealed']
}
