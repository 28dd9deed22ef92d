// Where the embedded provider keeps what lives for minutes: in memory, for one process, with a limit.
import type { Adapter, AdapterPayload } from 'oidc-provider'

type Kept = { readonly payload: AdapterPayload; readonly untilMs: number }

const entriesMax = 20_000

/** One for each provider. The oldest entry goes first where there are too many. */
export function memoryAdapters(): (model: string) => Adapter {
  const all = new Map<string, Kept>()
  return model => adapterFor(all, model)
}

function adapterFor(all: Map<string, Kept>, model: string): Adapter {
  const keyOf = (id: string): string => `${model}:${id}`
  const find = (isIt: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, kept] of all)
      if (key.startsWith(`${model}:`) && isLive(kept) && isIt(kept.payload)) return kept.payload
    return undefined
  }
  return {
    async upsert(id, payload, seconds) {
      const untilMs = seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1000
      all.delete(keyOf(id))
      all.set(keyOf(id), { payload, untilMs })
      prune(all)
    },
    async find(id) {
      const kept = all.get(keyOf(id))
      return kept && isLive(kept) ? kept.payload : undefined
    },
    findByUid: async uid => find(payload => payload.uid === uid),
    findByUserCode: async code => find(payload => payload.userCode === code),
    async consume(id) {
      const kept = all.get(keyOf(id))
      if (!kept) return
      const consumed = Math.floor(Date.now() / 1000)
      all.set(keyOf(id), { ...kept, payload: { ...kept.payload, consumed } })
    },
    async destroy(id) {
      all.delete(keyOf(id))
    },
    async revokeByGrantId(grant) {
      for (const [key, { payload }] of all) if (payload.grantId === grant) all.delete(key)
    },
  }
}

const isLive = ({ untilMs }: Kept): boolean => untilMs > Date.now()

/** A Map keeps the order of insertion: the oldest stand first. */
function prune(all: Map<string, Kept>): void {
  for (const [key, kept] of all) {
    if (isLive(kept) && all.size <= entriesMax) return
    all.delete(key)
  }
}
