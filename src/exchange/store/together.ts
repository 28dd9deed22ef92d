// Writes a step together with what must not be without it: children of a split, ends of children, a draft that moves.
import { isUniqueViolation, type Sql } from '../../base/sql.ts'
import { type Append, append } from './append.ts'
import type { HistoryRow } from './history.ts'
import { insertHistories } from './insert.ts'

export type Together = {
  readonly first: Append
  /** Of other exchanges. */
  readonly further: readonly Append[]
  /** New exchanges. */
  readonly made: readonly HistoryRow[]
  readonly movedDraft: MovedDraft | null
}

/** What an authority had typed and not sent goes to the one that takes its part. */
export type MovedDraft = {
  readonly from: string
  readonly to: string
  readonly revision: number
  readonly sealed: Buffer
}

const overtaken = new Error('another command was faster')

/** All or nothing, in one transaction. False where another command was faster in any of the exchanges. */
export async function appendTogether(
  sql: Sql,
  { first, further, made, movedDraft }: Together,
): Promise<boolean> {
  try {
    await sql.begin(async tx => {
      if (movedDraft) {
        const { from, to, revision, sealed } = movedDraft
        const moved = await tx`
          update exchange_draft set authority = ${to}, sealed = ${sealed}, revision = revision + 1
          where exchange = ${first.exchange} and authority = ${from} and revision = ${revision}`
        if (moved.count === 0) throw overtaken
      }
      for (const given of [first, ...further]) if (!(await append(tx, given))) throw overtaken
      if (made.length > 0) await insertHistories(tx, made)
    })
    return true
  } catch (error) {
    if (error === overtaken || isUniqueViolation(error)) return false
    throw error
  }
}
