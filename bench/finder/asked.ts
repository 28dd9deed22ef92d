// Starts an engine in a process of its own, and asks it one thing after another.
import { fork } from 'node:child_process'
import { on } from 'node:events'
import { join } from 'node:path'
import type { Built, Found, Question } from './child.ts'
import type { EngineName } from './engine.ts'

/** An engine that answers questions; `ms`: what finding took there, without the way to and fro. */
export type Asked = Built & {
  readonly name: EngineName
  find(question: Question): Promise<Found>
  close(): void
}

/** Comes when the engine is built. Throws where its process ends before. */
export async function openAsked(name: EngineName, databaseUrl: string): Promise<Asked> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [name, databaseUrl])
  const messages = on(child, 'message', { close: ['exit'] })
  const said = async <T>(): Promise<T> => {
    const { value, done } = await messages.next()
    if (done) throw new Error(`${name} ended before it answered`)
    return value[0] as T
  }
  const built = await said<Built>()
  return {
    ...{ name, ...built },
    find: question => {
      child.send(question)
      return said<Found>()
    },
    close: () => child.disconnect(),
  }
}
