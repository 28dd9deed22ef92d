// The way in and out: recognises the caller, opens the door, answers with JSON or a page. Only here faults are caught.
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { addressOf, maskedPath } from './caller.ts'
import type { AnyDoor, Call, Input, Page, Sent } from './door.ts'
import { ownPath, refusalPage, refusalView, type Status, statusOf, wantedBy } from './respond.ts'
import { file, json, page, picture, redirect } from './response.ts'
import type { Refusal } from './result.ts'
import { readInput, sentOf, takeMachinery } from './sent.ts'
import type { Lang, Library } from './text.ts'
import { type Incoming, openUpload, runOut } from './upload.ts'

export const bodyBytesMax = 1_000_000

export type Recognised<Who> = {
  readonly who: Who | null
  /** What goes into forms, also into those of strangers; empty for programs, which send no cookies. */
  readonly csrf: string
  isCsrf(token: string): boolean
  readonly lang: string | null
  readonly zone: string
  readonly isProgram: boolean
  /** Unread notices, for the frame. */
  readonly waiting?: number
}

/** A way that answers with something else than a view: redirects, cookies, files. */
export type Passage<Who> = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly handle: (
    call: Call<Who>,
    input: { params: Record<string, string>; sent: Sent; request: Request },
  ) => Promise<Response>
}

export type AppPorts<Who> = {
  readonly library: Library
  readonly doors: readonly AnyDoor<Who>[]
  readonly passages: readonly Passage<Who>[]
  readonly recognise: (request: Request) => Promise<Recognised<Who>>
  /** Puts the frame of the product round a page. */
  readonly wrap: (call: Call<Who>, page: Page) => string
  readonly publicUrl: string
  readonly onFault: (error: unknown, id: string, path: string) => void
}

/** Every way into the product. */
export function createApp<Who>(ports: AppPorts<Who>): Hono {
  const app = new Hono()
  // Before the limit: these have limits of their own.
  for (const door of ports.doors)
    if (door.upload) app.on(door.method, door.path, context => through(ports, door, context))
  app.use(
    bodyLimit({
      maxSize: bodyBytesMax,
      onError: context => answerRefusal(ports, context, 'base.body.limit'),
    }),
  )
  for (const passage of ports.passages)
    app.on(passage.method, passage.path, async context => {
      const { call } = await callOf(ports, context)
      const sent = await sentOf(context)
      return passage.handle(call, { params: context.req.param(), sent, request: context.req.raw })
    })
  for (const door of ports.doors) app.on(door.method, door.path, context => through(ports, door, context))
  for (const [path, methods] of methodsByPath(ports))
    app.all(path, async context => {
      const answer = await answerRefusal(ports, context, 'base.method.unknown')
      answer.headers.set('Allow', methods.join(', '))
      return answer
    })
  app.notFound(context => answerRefusal(ports, context, 'base.route.unknown'))
  app.onError((error, context) => {
    const id = randomUUID().slice(0, 8)
    const path = maskedPath(context.req.path)
    ports.onFault(error, id, path)
    // Where even the page of a fault fails, the bare status is left.
    return answerRefusal(ports, context, 'base.fault.happened', { id }, 500).catch(second => {
      ports.onFault(second, id, path)
      return context.text(STATUS_CODES[500] ?? '', 500)
    })
  })
  return app
}

/** What each known address accepts; asked after all doors have refused. */
function methodsByPath<Who>({ doors, passages }: AppPorts<Who>): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>()
  for (const { path, method } of [...passages, ...doors])
    methods.set(path, [...(methods.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])])
  return methods
}

async function answerRefusal<Who>(
  ports: AppPorts<Who>,
  context: Context,
  code: string,
  facts = {},
  status?: Status,
) {
  const refusal = { code, facts }
  const { call } = await callOf(ports, context).catch(() => ({ call: nobodysCall(ports, context) }))
  return refused(ports, call, refusal, status)
}

/** Language: chosen by link, else by a program's header, else the person's own, else the browser's. */
function langOf<Who>(library: Library, context: Context, known: Recognised<Who> | null): Lang {
  const chosen = context.req.query('lang') ?? ''
  if (library.isLanguage(chosen)) return chosen
  const cookie = /(?:^|;\s*)lang=([a-z]{2})/.exec(context.req.header('cookie') ?? '')?.[1] ?? ''
  const accepted = (context.req.header('accept-language') ?? '')
    .split(',')
    .map(part => /^([a-z]{2})(?:$|[-;\s])/i.exec(part.trim())?.[1]?.toLowerCase() ?? '')
    .map(code => (code === 'no' || code === 'nn' ? 'nb' : code))
    .find(library.isLanguage)
  if (known?.isProgram && accepted) return accepted
  if (library.isLanguage(cookie)) return cookie
  return known?.lang ?? accepted ?? 'en'
}

async function callOf<Who>(ports: AppPorts<Who>, context: Context) {
  const recognised = await ports.recognise(context.req.raw)
  return { recognised, call: makeCall(ports, context, recognised) }
}

const nobodysCall = <Who>(ports: AppPorts<Who>, context: Context): Call<Who> => makeCall(ports, context, null)

function makeCall<Who>(
  ports: AppPorts<Who>,
  context: Context,
  recognised: Recognised<Who> | null,
): Call<Who> {
  return {
    t: ports.library.in(langOf(ports.library, context, recognised), recognised?.zone),
    who: recognised?.who ?? null,
    csrf: recognised?.csrf ?? '',
    url: new URL(context.req.url),
    wants: wantedBy(context.req.header('accept') ?? null),
    idempotencyKey: context.req.header('idempotency-key')?.slice(0, 200) ?? null,
    address: addressOf(context.env, context.req.header('x-forwarded-for')),
  }
}

function isForeign(context: Context, publicUrl: string): boolean {
  const origin = context.req.header('origin')
  const site = context.req.header('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return true
  return origin !== undefined && ![publicUrl, context.req.url].some(url => new URL(url).origin === origin)
}

async function through<Who>(ports: AppPorts<Who>, door: AnyDoor<Who>, context: Context): Promise<Response> {
  const { recognised, call: bare } = await callOf(ports, context)
  // A stranger's body is not even read.
  const isStranger = !door.isOpen && !bare.who
  const upload = door.upload && !isStranger ? await openUpload(context.req.raw, door.upload.bytesMax) : null
  if (door.upload && isStranger) await runOut(context.req.raw)
  try {
    const sent = upload?.sent ?? (isStranger ? { kind: 'none', value: {} } : await sentOf(context))
    return await entered(ports, door, context, { recognised, bare, sent, file: upload?.file ?? null })
  } finally {
    await upload?.close()
  }
}

type Arrived<Who> = {
  readonly recognised: Recognised<Who>
  readonly bare: Call<Who>
  readonly sent: Sent
  readonly file: Incoming | null
}

async function entered<Who>(
  ports: AppPorts<Who>,
  door: AnyDoor<Who>,
  context: Context,
  { recognised, bare, sent, file: incoming }: Arrived<Who>,
): Promise<Response> {
  const isStranger = !door.isOpen && !bare.who
  const machinery = takeMachinery(sent)
  const call: Call<Who> = { ...bare, idempotencyKey: bare.idempotencyKey ?? machinery.idempotencyKey }
  const input: Input<unknown, unknown> = {
    params: context.req.param(),
    query: context.req.query(),
    body: {},
    sent: machinery.sent,
    file: incoming,
  }
  if (isStranger && door.method === 'POST' && call.wants === 'html')
    return redirect(signInTo(cameFrom(context)))
  if (isStranger) return refusedAgain(ports, door, call, input, { code: 'permission.sign-in', facts: {} })
  if (door.method === 'POST' && !recognised.isProgram) {
    const token = context.req.header('x-csrf-token') ?? machinery.csrf
    const refusal = { code: 'permission.csrf', facts: {} }
    const isElsewhere = isForeign(context, ports.publicUrl)
    // What another site typed for a stranger is not shown as if the stranger had.
    if (isElsewhere && !call.who) return refused(ports, call, refusal)
    if (isElsewhere || !recognised.isCsrf(token)) return refusedAgain(ports, door, call, input, refusal)
  }
  const read = readInput(door, input)
  if (!read.ok) return refusedAgain(ports, door, call, input, read.refusal)
  const result = await door.run(call, read.value)
  if (!result.ok) return refusedAgain(ports, door, call, input, result.refusal)
  if (call.wants === 'json' && !door.file?.isAll) return json(result.value, door.status ?? 200)
  if (door.after) return redirect(ownPath(door.after(result.value, read.value)))
  if (door.file) {
    const made = await door.file.of(result.value, call)
    if (!made.ok) return refusedAgain(ports, door, call, read.value, made.refusal)
    const { type, picture: shown } = door.file
    return shown ? picture(type, made.value, shown.style) : file(type, made.value)
  }
  if (!door.page) return json(result.value, door.status ?? 200)
  return page(ports.wrap(call, door.page(result.value, call)), 200, languageCookie(ports.library, context))
}

const signInTo = (to: string): string => `/sign-in?to=${encodeURIComponent(to)}`

/** The page that a form was on, by what the browser says; the first page where it says nothing. */
function cameFrom(context: Context): string {
  const from = context.req.header('referer') ?? ''
  return URL.canParse(from) ? ownPath(new URL(from).pathname) : '/'
}

async function refusedAgain<Who>(
  ports: AppPorts<Who>,
  door: AnyDoor<Who>,
  call: Call<Who>,
  input: Input<unknown, unknown>,
  refusal: Refusal,
): Promise<Response> {
  // A door without pages speaks JSON to everybody.
  if (!door.page && !door.after && !door.file) return json(refusalView(call.t, refusal), statusOf(refusal))
  const again =
    call.wants === 'html' && door.again && (call.who || door.isOpen) && input.sent.kind === 'form'
      ? await door.again(call, input, refusal)
      : null
  return again ? page(ports.wrap(call, again), statusOf(refusal)) : refused(ports, call, refusal)
}

function refused<Who>(ports: AppPorts<Who>, call: Call<Who>, refusal: Refusal, given?: Status): Response {
  const status = given ?? statusOf(refusal)
  if (call.wants === 'json') return json(refusalView(call.t, refusal), status)
  if (status === 401 && call.url.pathname !== '/sign-in')
    return redirect(signInTo(call.url.pathname + call.url.search))
  return page(ports.wrap(call, refusalPage(call, refusal, status)), status)
}

const languageCookie = (library: Library, context: Context): Record<string, string> => {
  const lang = context.req.query('lang') ?? ''
  return library.isLanguage(lang)
    ? { 'Set-Cookie': `lang=${lang}; Path=/; Max-Age=31536000; SameSite=Lax` }
    : {}
}
