// All doors of the scoreboard beyond its editions: countries, any period and pair, other rules.
import type { AnyDoor } from '../base/door.ts'
import type { Actor } from '../permission/model.ts'
import { type AuthoritiesPorts, authoritiesDoor } from './country/authorities.ts'
import { type CountryPorts, countryDoors } from './country/routes.ts'
import { type ExplorePorts, exploreDoors } from './explore/routes.ts'
import { type WhatIfPorts, whatIfDoors } from './what-if/routes.ts'

export type BeyondPorts = CountryPorts & ExplorePorts & WhatIfPorts & AuthoritiesPorts

export const beyondDoors = (ports: BeyondPorts): readonly AnyDoor<Actor>[] => [
  ...exploreDoors<Actor>(ports),
  ...whatIfDoors<Actor>(ports),
  ...countryDoors(ports),
  authoritiesDoor(ports),
]
