// Who asks whom: two authorities of one kind in two countries, as often as their countries' weights say.
import type { Authority } from '../authority/model.ts'
import type { Chance } from './chance.ts'
import { countryOf } from './frame.ts'
import { mattersOf, procedureWeights } from './matters.ts'

export type Pair = {
  readonly procedure: string
  readonly sender: Authority
  readonly recipient: Authority
}

/** Authorities of one kind, in the order of the directory. */
type Pool = {
  readonly byCountry: ReadonlyMap<string, readonly Authority[]>
  readonly weights: Readonly<Record<string, number>>
}

export type Pairs = {
  any(chance: Chance): Pair
  /** With an authority as one of the two; `among`: who may be the other one. */
  of(one: Authority, isSender: boolean, chance: Chance, among?: readonly Authority[]): Pair
}

export function pairsIn(directory: readonly Authority[]): Pairs {
  const pools = poolsOf(directory)
  const procedures = Object.keys(procedureWeights).map(id => ({ id, kinds: kindsIn(id, pools) }))
  const poolOf = (kind: string): Pool => {
    const pool = pools.get(kind)
    if (!pool) throw new Error(`no authorities of the kind ${kind}`)
    return pool
  }
  const between = (procedure: string, pool: Pool, chance: Chance): Pair => {
    const sender = seatIn(pool, chance.weighted(pool.weights), chance)
    return { procedure, sender, recipient: counterpart(pool, sender, chance) }
  }
  return {
    any(chance) {
      const id = chance.weighted(procedureWeights)
      const kinds = procedures.find(procedure => procedure.id === id)?.kinds ?? {}
      return between(id, poolOf(chance.weighted(kinds)), chance)
    },
    of(one, isSender, chance, among = []) {
      const kind = kindOf(one)
      const procedure = procedures.find(({ kinds }) => kind in kinds)?.id
      if (!procedure) throw new Error(`${one.id} takes part in no procedure`)
      const others = among.filter(other => kindOf(other) === kind && other.country !== one.country)
      const other = others.length > 0 ? chance.pick(others) : counterpart(poolOf(kind), one, chance)
      return isSender
        ? { procedure, sender: one, recipient: other }
        : { procedure, sender: other, recipient: one }
    },
  }
}

export const kindOf = ({ type, competences }: Authority): string =>
  type === 'professional-regulator' ? `${type}.${competences[0]}` : type

function poolsOf(directory: readonly Authority[]): ReadonlyMap<string, Pool> {
  const kinds = Map.groupBy(
    directory.filter(({ status }) => status === 'active'),
    kindOf,
  )
  return new Map(
    [...kinds].map(([kind, authorities]) => {
      const byCountry = Map.groupBy(authorities, ({ country }) => country)
      const weights = [...byCountry.keys()].map(country => [country, countryOf(country).weight] as const)
      return [kind, { byCountry, weights: Object.fromEntries(weights) }]
    }),
  )
}

/** A tiny directory lacks some kinds. */
const kindsIn = (procedure: string, pools: ReadonlyMap<string, Pool>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(mattersOf(procedure).between).filter(([kind]) => pools.has(kind)))

/** Larger towns stand first and have more to do. */
function seatIn({ byCountry }: Pool, country: string, chance: Chance): Authority {
  const seats = byCountry.get(country) ?? []
  const seat = seats[Math.floor(seats.length * chance.next() ** 1.7)]
  if (!seat) throw new Error(`no authority in ${country}`)
  return seat
}

function counterpart(pool: Pool, one: Authority, chance: Chance): Authority {
  if (pool.byCountry.size < 2) throw new Error(`nobody abroad for ${one.id}`)
  for (;;) {
    const country = chance.weighted(pool.weights)
    if (country !== one.country) return seatIn(pool, country, chance)
  }
}
