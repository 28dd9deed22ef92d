// Signing in: against the operator's identity provider, or against the embedded one with the cast of the demo.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AuthorityStore } from './authority/store.ts'
import type { Passage } from './base/app.ts'
import type { Log } from './base/log.ts'
import type { Settings } from './base/settings.ts'
import type { Frames } from './frame.ts'
import type { Actor } from './permission/model.ts'
import { invitationPassages, openInvited } from './user/keeping/accept.ts'
import type { PeoplePorts } from './user/keeping/ports.ts'
import { embeddedIssuer, isProviderPath, openProvider } from './user/provider.ts'
import { userPassages } from './user/routes.ts'
import { signInKeys } from './user/secret.ts'
import { clientIdOfDemo, relyingParty } from './user/sign-in.ts'
import type { UserStore } from './user/store.ts'

export type SignInWanted = Frames & {
  readonly settings: Pick<Settings, 'publicUrl' | 'oidc'>
  readonly users: UserStore
  readonly people: PeoplePorts
  readonly directory: AuthorityStore
  readonly master: Buffer
  readonly clock: () => string
  readonly log: Log
  /** Where the server really listens. */
  readonly url: string
}

export type SignIn = {
  readonly passages: readonly Passage<Actor>[]
  /** Paths that belong to the embedded provider. */
  readonly takes: (path: string) => boolean
  readonly callback: (request: IncomingMessage, response: ServerResponse) => void
}

export function openSignIn(wanted: SignInWanted): SignIn {
  const { settings, users, people, directory, master, clock, log, url, wrap, recognise } = wanted
  const { publicUrl, oidc } = settings
  const keys = signInKeys(master)
  const onProblem = (error: unknown) => log.error('sign-in failed', error)
  const shared = { publicUrl, keys, store: users, directory, wrap, onProblem, clock, recognise }
  const provider = oidc ? null : openProvider({ ...shared, waiting: people.store.waiting })
  const proofs = { ...people, stateKey: keys.state }
  const party = relyingParty({
    ...{ publicUrl, clock, onProblem, stateKey: keys.state },
    issuer: oidc?.issuer ?? embeddedIssuer(publicUrl),
    clientId: oidc?.clientId ?? clientIdOfDemo,
    clientSecret: oidc?.clientSecret ?? keys.clientSecret,
    // The embedded provider is asked where it is, whatever stands between it and its public address.
    ...(provider && {
      fetch: (asked: string, init: object) => fetch(asked.replace(publicUrl, url), init as RequestInit),
    }),
  })
  return {
    passages: [
      ...userPassages({ ...shared, relyingParty: party, invited: openInvited(proofs) }),
      ...invitationPassages({ ...proofs, sessions: users, wrap }),
      ...(provider?.passages ?? []),
    ],
    takes: path => provider !== null && isProviderPath(path),
    callback: (request, response) => provider?.callback(request, response),
  }
}
