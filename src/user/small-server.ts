// For tests: a whole server with the embedded provider on a free port, and a browser that keeps cookies.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { keepingStore } from '../authority/keeping/store.ts'
import { authorityStore } from '../authority/store.ts'
import { createApp } from '../base/app.ts'
import type { Page } from '../base/door.ts'
import type { Sql } from '../base/sql.ts'
import type { Library } from '../base/text.ts'
import { invitationPassages, openInvited } from './keeping/accept.ts'
import { peopleStore } from './keeping/store.ts'
import { embeddedIssuer, isProviderPath, openProvider } from './provider.ts'
import { recogniser } from './recognise.ts'
import { userDoors, userPassages } from './routes.ts'
import { signInKeys } from './secret.ts'
import { clientIdOfDemo, type RelyingParty, relyingParty } from './sign-in.ts'
import { userStore } from './store.ts'

export type SmallServer = {
  readonly url: string
  readonly problems: unknown[]
  /** Moves the clock of the product; the provider's own stays. */
  readonly clock: { now: string }
  close(): Promise<void>
}

type Options = {
  readonly issuer?: string
  readonly publicUrl?: string
  readonly relyingParty?: RelyingParty
}

/** `issuer` is an outside provider instead; `publicUrl` is the address that people type. */
export async function openSmallServer(
  sql: Sql,
  library: Library,
  options: Options = {},
): Promise<SmallServer> {
  const server = createServer()
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const publicUrl = options.publicUrl ?? url
  const problems: unknown[] = []
  const clock = { now: new Date().toISOString() }
  const keys = signInKeys(Buffer.alloc(32, 7))
  const store = userStore(sql)
  const onProblem = (error: unknown) => void problems.push(error)
  const shared = {
    ...{ store, publicUrl, keys, onProblem, library },
    clock: () => clock.now,
    directory: authorityStore(sql),
    wrap: (_: unknown, page: Page) => `<title>${page.title}</title>${page.main}`,
  }
  const people = peopleStore(sql)
  const provider = openProvider({ ...shared, waiting: people.waiting })
  const recognise = recogniser({ ...shared, formKey: keys.forms })
  const party =
    options.relyingParty ??
    relyingParty({
      ...shared,
      issuer: options.issuer ?? embeddedIssuer(publicUrl),
      clientId: clientIdOfDemo,
      clientSecret: keys.clientSecret,
      stateKey: keys.state,
      fetch: (asked, init) => fetch(asked.replace(publicUrl, url), init as RequestInit),
    })
  const own = { store: people, stateKey: keys.state, directory: keepingStore(sql), people: store.names }
  const proofs = { ...shared, ...own }
  const app = createApp({
    ...{ ...shared, recognise },
    doors: userDoors(shared),
    passages: [
      ...userPassages({ ...shared, recognise, relyingParty: party, invited: openInvited(proofs) }),
      ...invitationPassages({ ...proofs, sessions: store, wrap: shared.wrap }),
      ...provider.passages,
    ],
    onFault: onProblem,
  })
  const listener = getRequestListener(app.fetch)
  server.on('request', (request, response) =>
    isProviderPath(request.url ?? '')
      ? provider.callback(request, response)
      : void listener(request, response),
  )
  return { url, problems, clock, close: () => closeServer(server) }
}

const closeServer = (server: Server): Promise<void> =>
  new Promise(closed => {
    server.close(() => closed())
    server.closeAllConnections()
  })

type Kept = { readonly name: string; readonly value: string; readonly path: string }
type Sent = { readonly form?: Record<string, string>; readonly headers?: Record<string, string> }

/** Keeps cookies by name and path, follows redirects, knows where it is. */
export function smallBrowser(home: string) {
  const jar = new Map<string, Kept>()
  const keep = (header: string) => {
    const [pair = '', ...rest] = header.split(';').map(part => part.trim())
    const attribute = (name: string) =>
      rest.find(part => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
    const at = pair.indexOf('=')
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), path: attribute('path') ?? '/' }
    const expires = attribute('expires')
    const isOver = attribute('max-age') === '0' || (expires && Date.parse(expires) < Date.now())
    if (isOver) jar.delete(`${cookie.name};${cookie.path}`)
    else jar.set(`${cookie.name};${cookie.path}`, cookie)
  }
  const cookiesFor = (path: string): string =>
    [...jar.values()]
      .filter(cookie => path.startsWith(cookie.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')

  /** One call, redirects not followed. */
  async function step(to: string, { form, headers }: Sent = {}): Promise<Response> {
    const url = new URL(to, home)
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: cookiesFor(url.pathname), ...headers },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const header of response.headers.getSetCookie()) keep(header)
    return response
  }
  async function open(to: string, sent: Sent = {}) {
    let response = await step(to, sent)
    let url = new URL(to, home)
    for (let hops = 0; response.status >= 300 && response.status < 400 && hops < 10; hops++) {
      url = new URL(response.headers.get('location') ?? '', url)
      response = await step(url.href)
    }
    return { status: response.status, path: url.pathname + url.search, text: await response.text() }
  }
  const json = async (to: string) => {
    const response = await step(to, { headers: { accept: 'application/json' } })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  return { jar, step, open, json }
}
