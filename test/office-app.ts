// For tests: the whole application over the small office, called as programs and as browsers without script call it.
import { createApp } from '../src/base/app.ts'
import type { AnyDoor } from '../src/base/door.ts'
import type { Library } from '../src/base/text.ts'
import type { ExchangePorts } from '../src/exchange/ports.ts'
import { exchangeDoors } from '../src/exchange/routes.ts'
import type { ExchangeView } from '../src/exchange/view-schema.ts'
import type { Actor } from '../src/permission/model.ts'

const home = 'http://here.invalid'

export type Answer = {
  readonly status: number
  /** The code of a refusal; null where it was done. */
  readonly code: string | null
  readonly problems: readonly { readonly path: string; readonly code: string }[]
  readonly view: ExchangeView
}

/** Doors called by whom a test names; a fault fails the test. */
export function officeApp(library: Library, ports: ExchangePorts, more: readonly AnyDoor<Actor>[] = []) {
  /** Calls may overlap: each names its caller. */
  const callers: { readonly who: Actor; readonly isProgram: boolean }[] = []
  const app = createApp<Actor>({
    ...{ library, doors: [...exchangeDoors(ports), ...more], passages: [], publicUrl: home },
    async recognise(given) {
      const caller = callers[Number(given.headers.get('x-caller'))]
      if (!caller) throw new Error('nobody calls')
      const { who, isProgram } = caller
      const known = { who, isProgram, csrf: 'right', lang: who.lang, zone: 'Europe/Warsaw' }
      return { ...known, isCsrf: token => token === 'right' }
    },
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    onFault: error => {
      throw error
    },
  })
  const fetched = (caller: Actor, path: string, init: RequestInit, asProgram: boolean) => {
    const headers = new Headers(init.headers)
    headers.set('x-caller', String(callers.push({ who: caller, isProgram: asProgram }) - 1))
    return app.fetch(new Request(home + path, { ...init, headers }))
  }
  return {
    /** As a program. */
    async json(caller: Actor, path: string, body?: object): Promise<Answer> {
      const headers = { accept: 'application/json', 'content-type': 'application/json' }
      const sent = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
      const answer = await fetched(caller, path, sent, true)
      const view = (await answer.json()) as Answer['view'] & { code?: string; problems?: Answer['problems'] }
      return { status: answer.status, code: view.code ?? null, problems: view.problems ?? [], view }
    },
    /** As a browser sends a form: where it is led on to, or the page that comes back. */
    async form(caller: Actor, path: string, fields: Readonly<Record<string, string>>) {
      const body = new URLSearchParams({ csrf: 'right', ...fields })
      const answer = await fetched(caller, path, { method: 'POST', body }, false)
      return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() }
    },
    /** As a program sends a form with a file. */
    async upload(caller: Actor, path: string, file: { readonly name: string; readonly bytes: Buffer }) {
      const answer = await fetched(caller, path, formWith(file), true)
      const view = (await answer.json()) as Readonly<Record<string, unknown>> & { readonly code?: string }
      return { status: answer.status, code: view.code ?? null, view }
    },
    async page(caller: Actor, path: string) {
      const answer = await fetched(caller, path, { headers: { accept: 'text/html' } }, false)
      const bytes = Buffer.from(await answer.arrayBuffer())
      return { status: answer.status, text: bytes.toString(), bytes }
    },
  }
}

function formWith({ name, bytes }: { readonly name: string; readonly bytes: Buffer }): RequestInit {
  const body = new FormData()
  body.set('file', new Blob([new Uint8Array(bytes)]), name)
  return { method: 'POST', headers: { accept: 'application/json' }, body }
}
