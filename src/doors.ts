// Every door and passage of the product, made from real parts.

import { approvalDoors } from './authority/approval-routes.ts'
import type { KeepPorts } from './authority/keeping/ports.ts'
import { keepingDoors } from './authority/keeping/routes.ts'
import type { LiveFinder } from './authority/live.ts'
import { registrationDoors } from './authority/registration/routes.ts'
import { searchDoors } from './authority/search-routes.ts'
import type { AuthorityStore } from './authority/store.ts'
import type { Suggest } from './authority/suggest.ts'
import type { UnknownWords } from './authority/unknown-words.ts'
import type { AnyDoor } from './base/door.ts'
import { healthDoors } from './base/health.ts'
import { openapiDoor } from './base/openapi.ts'
import { styleguideDoor } from './base/styleguide.ts'
import { exchangeSamples } from './exchange/parts-samples.ts'
import type { ExchangePorts } from './exchange/ports.ts'
import { exchangeDoors } from './exchange/routes.ts'
import { type NoticePorts, noticeDoors } from './notice/routes.ts'
import type { Actor } from './permission/model.ts'
import { portalDoors } from './portal/routes.ts'
import { procedureDoors } from './procedure/routes.ts'
import { openRegistering } from './registering.ts'
import { type BeyondPorts, beyondDoors } from './scoreboard/beyond.ts'
import { keyDoor } from './scoreboard/file-routes.ts'
import { type ScoreboardPorts, scoreboardDoors } from './scoreboard/routes.ts'
import type { Engine } from './translation/model.ts'
import { translationDoors } from './translation/routes.ts'
import { statisticsDoors, type UsagePorts } from './usage.ts'
import { absenceDoors } from './user/absence-routes.ts'
import type { PeoplePorts } from './user/keeping/ports.ts'
import { peopleDoors } from './user/keeping/routes.ts'
import { proposalSettingDoors } from './user/proposal-setting.ts'
import { userDoors } from './user/routes.ts'
import type { UserStore } from './user/store.ts'
import { type ClockPorts, clockDoors } from './world/clock-routes.ts'

export type DoorPorts = {
  readonly exchange: ExchangePorts
  readonly directory: AuthorityStore
  readonly finder: LiveFinder
  readonly suggest: Suggest
  readonly unknownWords: UnknownWords
  readonly keeping: KeepPorts
  readonly people: PeoplePorts
  readonly users: UserStore
  readonly engines: readonly Engine[]
  readonly isReady: () => Promise<boolean>
  readonly publicUrl: string
  readonly notice: Pick<NoticePorts, 'store' | 'isDemo'>
  readonly statistics: UsagePorts
  /** PEM: with which strangers prove what is published. */
  readonly publicKey: string
  readonly scoreboard: ScoreboardPorts & Omit<BeyondPorts, 'authorities'>
  /** Null: time is what it is. */
  readonly demoClock: Omit<ClockPorts, 'users'> | null
}

export function allDoors(ports: DoorPorts): readonly AnyDoor<Actor>[] {
  const { exchange, directory, finder, suggest, unknownWords, users, engines } = ports
  const doors: readonly AnyDoor<Actor>[] = [
    ...portalDoors<Actor>({ ...exchange, publicUrl: ports.publicUrl, figures: directory.figures }),
    ...procedureDoors<Actor>(exchange.catalogue, exchange.lists.list),
    ...exchangeDoors(exchange),
    ...noticeDoors({ ...exchange, ...ports.notice }),
    ...(ports.demoClock ? clockDoors({ ...ports.demoClock, users }) : []),
    ...statisticsDoors(ports.statistics),
    keyDoor<Actor>(ports.publicKey),
    // Before the editions, whose address takes any word.
    ...beyondDoors({ ...ports.scoreboard, authorities: exchange.authorities }),
    ...scoreboardDoors<Actor>(ports.scoreboard, ports.publicUrl),
    ...searchDoors({ store: directory, finder, suggest, unknownWords }),
    ...registrationDoors(openRegistering(exchange, ports.keeping, finder, ports.publicUrl)),
    ...peopleDoors(ports.people),
    ...keepingDoors(ports.keeping),
    ...approvalDoors({ store: directory, catalogue: exchange.catalogue }),
    ...userDoors({ store: users, directory }),
    ...absenceDoors({ store: users, clock: exchange.clock }),
    ...proposalSettingDoors(users),
    ...translationDoors<Actor>(
      engines,
      exchange.library.languages.map(({ code }) => code),
    ),
    styleguideDoor<Actor>(exchangeSamples),
    ...healthDoors<Actor>(ports.isReady),
  ]
  return [...doors, openapiDoor(doors, ports.publicUrl)]
}
