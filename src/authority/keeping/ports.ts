// What the keeping of the directory is given: real things, made in server.ts.
import type { Remembered } from '../../base/remember.ts'
import type { Result } from '../../base/result.ts'
import type { Catalogue } from '../../procedure/store.ts'
import type { ImportStore } from '../import/store.ts'
import type { AuthorityRecord } from '../model.ts'
import type { RegistrationStore } from '../registration/store.ts'
import type { AuthorityStore } from '../store.ts'
import type { Choices } from './forms.ts'
import type { KeepingStore } from './store.ts'

export type HandedOver = { readonly handedOver: number; readonly left: readonly string[] }

export type Answering = { readonly medianDays: number; readonly answered: number }

/** How long the next answer takes in a procedure. Unit: days. */
export type Foretold = {
  readonly procedure: string
  /** Whose answers it is made from. */
  readonly from: 'authority' | 'country'
  readonly answers: number
  readonly medianDays: number
  /** Between these in at least eight of ten cases. */
  readonly lowDays: number
  readonly highDays: number
}

export type KeepPorts = {
  readonly store: KeepingStore
  readonly directory: Pick<AuthorityStore, 'coordinators'>
  readonly catalogue: Catalogue
  readonly choices: Choices
  /** Names of officials. */
  readonly people: Remembered<string>
  /** How fast an authority answers; null: it has answered nothing yet. Unit: days. */
  readonly answering: (authority: string) => Promise<Answering | null>
  /** How long its next answers take, where enough is known. */
  readonly foretell: (authority: AuthorityRecord) => Promise<readonly Foretold[]>
  /** Gives the open exchanges of an authority to another one of its country. */
  readonly handOver: (between: { readonly from: string; readonly to: string }) => Promise<Result<HandedOver>>
  readonly imports: ImportStore
  readonly registrations: RegistrationStore
  /** Seals a file that waits, for one coordinator and one import. */
  readonly sealed: {
    seal(office: string, id: string, bytes: Buffer): Buffer
    open(office: string, id: string, sealed: Buffer): Buffer
  }
  readonly clock: () => string
}
