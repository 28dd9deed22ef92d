// Chance that can be had again: the same seed gives the same numbers from 0 to 1.
import { createHash } from 'node:crypto'

export function chanceOf(seed: string): () => number {
  let drawn = 0
  return () => createHash('sha256').update(`${seed}|${drawn++}`).digest().readUIntBE(0, 6) / 2 ** 48
}
