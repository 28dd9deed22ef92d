// Measures two sides in turns: short slices, now the one first and now the other, so that both see the same machine.

/** One call of a side; throws where the answer is not what it should be. */
export type CallOnce = () => Promise<unknown>

/** Answered where nothing is left to call: it does not count, and the slice ends early. */
export const nothingLeft = Symbol('nothing left')

export type Sides = {
  readonly ours: CallOnce
  readonly peer: CallOnce
  /** Before each slice, not measured; `calls`: how many the slice may make. */
  readonly ready?: (calls: number) => Promise<void>
}

export type Pace = {
  /** Calls under way at any time. */
  readonly lanes: number
  readonly sliceMs: number
  readonly rounds: number
}

/** Units: milliseconds. */
export type Slice = { readonly latencies: readonly number[]; readonly ms: number }

export type Measured = { readonly ours: readonly Slice[]; readonly peer: readonly Slice[] }

const names = ['ours', 'peer'] as const

/** The first rounds are not counted: caches fill, code gets compiled, as in a server that runs since this morning. */
export async function measure(
  sides: Sides,
  pace: Pace,
  onRound: (done: number) => void = () => {},
): Promise<Measured> {
  const slices = { ours: [] as Slice[], peer: [] as Slice[] }
  const first = Math.ceil((firstPerSecond * pace.sliceMs) / 1000)
  const expected = { ours: first, peer: first }
  for (let round = 1 - warmUps; round <= pace.rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await sides.ready?.(expected[name])
      const slice = await sliceOf(sides[name], pace)
      expected[name] = Math.ceil(slice.latencies.length * callsSpare)
      if (round > 0) slices[name].push(slice)
    }
    if (round > 0) onRound(round)
  }
  return slices
}

/** Made ready before anything is known of the pace, and later so many times the calls of the last slice. */
const firstPerSecond = 3000
const callsSpare = 2
const warmUps = 3

async function sliceOf(call: CallOnce, { lanes, sliceMs }: Pace): Promise<Slice> {
  const latencies: number[] = []
  const from = performance.now()
  const lane = async (): Promise<void> => {
    for (let begin = performance.now(); begin < from + sliceMs; ) {
      if ((await call()) === nothingLeft) return
      const end = performance.now()
      latencies.push(end - begin)
      begin = end
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { latencies, ms: performance.now() - from }
}
