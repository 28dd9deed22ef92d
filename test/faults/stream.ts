// A stream of transitions that does not end when the server does: what got no answer is sent again with its key.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { answer, draft, procedure, rating, request } from './bodies.ts'
import type { Answer, Program, View } from './program.ts'

/** A transition that the server said was done. */
export type Acknowledged = {
  readonly exchange: string
  readonly version: number
  readonly event: string
  readonly key: string
  /** The answer to an earlier sending was lost: it was done before the one that was answered. */
  readonly isFound: boolean
}

export type Stream = {
  readonly done: readonly Acknowledged[]
  /** What the server should not have answered. */
  readonly faults: readonly string[]
  /** Commands that wait for their answer. */
  open(): number
  /** How long those commands took in all whose first sending got no answer. Unit: milliseconds. */
  readonly waitsMs: readonly number[]
  counts(): { readonly unanswered: number; readonly refused: number; readonly repeated: number }
  /** Lets each command in hand come to its answer; throws where that does not happen. */
  end(): Promise<void>
}

type Programs = { readonly anna: Program; readonly javier: Program }

const pauseMs = 60
const endMsMax = 60_000
/** One acknowledged command in so many is sent again later on. */
const repeatEach = 8

type Running = {
  readonly done: Acknowledged[]
  readonly faults: string[]
  readonly waitsMs: number[]
  readonly chance: () => number
  open: number
  unanswered: number
  refused: number
  repeated: number
  isOver: boolean
}

/** So many officials on each side, each with one exchange at a time. */
export function openStream(programs: Programs, officials: number, chance: () => number): Stream {
  const counted = { open: 0, unanswered: 0, refused: 0, repeated: 0, isOver: false }
  const running: Running = { done: [], faults: [], waitsMs: [], chance, ...counted }
  const workers = Array.from({ length: officials }, () => work(running, programs))
  return {
    ...{ done: running.done, faults: running.faults, waitsMs: running.waitsMs },
    open: () => running.open,
    counts: () => ({ ...running }),
    async end() {
      running.isOver = true
      const late = wait(endMsMax, true, { ref: false })
      if (await Promise.race([Promise.all(workers).then(() => false), late]))
        throw new Error(`${running.open} commands got no answer`)
    },
  }
}

/** One exchange after another; a wrong answer is noted, and the next exchange begun. */
async function work(running: Running, programs: Programs): Promise<void> {
  while (!running.isOver) {
    await oneExchange(running, programs).catch(error => running.faults.push(String(error)))
    await wait(5)
  }
}

type Step = {
  readonly by: keyof Programs
  readonly action: string
  readonly event: string
  readonly body: object
}

const steps: readonly Step[] = [
  { by: 'anna', action: 'send', event: 'sent', body: request },
  { by: 'javier', action: 'accept', event: 'accepted', body: {} },
  { by: 'javier', action: 'answer', event: 'answered', body: answer },
  { by: 'anna', action: 'close', event: 'closed', body: rating },
]

async function oneExchange(running: Running, programs: Programs): Promise<void> {
  let view = await command(running, programs.anna, {
    ...{ path: '/exchanges', event: 'drafted', body: { procedure } },
  })
  if (!running.isOver) await saveDraft(running, programs.anna, view)
  for (const { by, action, event, body } of steps) {
    if (running.isOver) return
    const path = `/exchanges/${view.number}/actions/${action}`
    view = await command(running, programs[by], { path, event, body: { version: view.version, ...body } })
  }
}

type Commanded = { readonly path: string; readonly event: string; readonly body: object }

/** Sends until an answer comes, always the same; then what it says must be what was wanted. */
async function command(running: Running, program: Program, { path, event, body }: Commanded): Promise<View> {
  const key = randomUUID()
  const { answer: got, sentMs } = await persist(running, program, path, { body, key })
  const { view } = got
  const last = view?.history.at(-1)
  if (!view || last?.event !== event || last.version !== view.version)
    throw new Error(`${path}: ${event} was wanted, ${got.status} ${got.text.slice(0, 200)} came`)
  const isFound = Date.parse(last.at) < sentMs
  running.done.push({ exchange: view.number, version: view.version, event, key, isFound })
  if (running.chance() * repeatEach < 1) await repeat(running, program, { path, body, key, first: view })
  return view
}

/** A program that did not trust the answer: the same command once more gets the first answer again. */
async function repeat(
  running: Running,
  program: Program,
  { path, body, key, first }: { path: string; body: object; key: string; first: View },
): Promise<void> {
  const { answer: again } = await persist(running, program, path, { body, key })
  running.repeated++
  if (again.view?.version !== first.version || again.view.number !== first.number)
    throw new Error(`${path}: repeated, ${again.status} ${again.text.slice(0, 200)} came`)
}

/** A draft that was said to be saved is there, whatever happened in between. */
async function saveDraft(running: Running, anna: Program, { number, version }: View): Promise<void> {
  const saving = `/exchanges/${number}/actions/save-draft`
  const saved = await persist(running, anna, saving, { body: { version, ...draft }, key: randomUUID() })
  const read = await persist(running, anna, `/exchanges/${number}`)
  const content = read.answer.view?.draft?.content ?? {}
  if (!saved.answer.view || content.recipient !== draft.recipient)
    throw new Error(`${saving}: the draft is gone, ${read.answer.text.slice(0, 200)}`)
}

type Sent = { readonly body: object; readonly key: string }

async function persist(
  running: Running,
  program: Program,
  path: string,
  sent?: Sent,
): Promise<{ readonly answer: Answer; readonly sentMs: number }> {
  running.open++
  const fromMs = Date.now()
  try {
    for (let isFirst = true; ; isFirst = false) {
      const sentMs = Date.now()
      const got = await program.ask(path, sent).catch(() => null)
      if (got && got.status < 500) {
        if (!isFirst) running.waitsMs.push(Date.now() - fromMs)
        return { answer: got, sentMs }
      }
      if (got) running.refused++
      else running.unanswered++
      await wait(pauseMs)
    }
  } finally {
    running.open--
  }
}
