// All doors of the scoreboard beyond its editions: countries, any period and pair, other rules.
import type { AnyDoor } from '../base/door.ts'
import type { Actor } from '../permission/model.ts'
import { type CountryPorts, countryDoors } from './country/routes.ts'
import { type ExplorePorts, exploreDoors } from './explore/routes.ts'

export type BeyondPorts = CountryPorts & ExplorePorts

export const beyondDoors = (ports: BeyondPorts): readonly AnyDoor<Actor>[] => [
  ...exploreDoors<Actor>(ports),
  ...countryDoors<Actor>(ports),
]
