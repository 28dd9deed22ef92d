// Goal: the component page lists its components to programs and shows each one to people, with ids that are unique.
// Method: the door's own functions, with one sample handed in from above.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Call, Input } from './door.ts'
import { html } from './html.ts'
import { styleguideDoor } from './styleguide.ts'
import { library, readInterfaceTexts, readLanguages } from './text.ts'

const root = join(import.meta.dirname, '..', '..')
const t = library(readLanguages(root), readInterfaceTexts(root)).in('en')
const url = new URL('http://localhost/styleguide')
const call: Call<never> = { t, who: null, csrf: '', url, wants: 'json', idempotencyKey: null }
const input: Input<unknown, unknown> = { params: {}, query: {}, body: {}, sent: { kind: 'none', value: {} } }
const door = styleguideDoor<never>(() => [{ id: 'mine', states: [['plain', html`<i>x</i>`]] }])

test('programs get the list, people the looks', async () => {
  const result = await door.run(call, input)
  const { components } = door.view.parse(result.ok && result.value)
  expect(components).toContainEqual({ id: 'mine', states: ['plain'] })
  expect(components.map(({ id }: { id: string }) => id)).toContain('errorSummary')
  const page = door.page?.(result.ok && result.value, call)
  const ids = [...(page?.main.markup.matchAll(/\sid="([^"]*)"/g) ?? [])].map(([, id]) => id)
  expect(ids.length).toBeGreaterThan(40)
  expect(new Set(ids).size).toBe(ids.length)
})
