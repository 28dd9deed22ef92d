// The identity provider of the demo: whoever comes chooses whom of the cast to be. Never for real officials.
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Passage } from '../base/app.ts'
import type { Actor } from '../permission/model.ts'
import { onward, pageAnswer, signInRefused, type Wrap } from './answer.ts'
import type { User } from './model.ts'
import { castPage } from './pages.ts'
import { memoryAdapters } from './provider-memory.ts'
import type { SignInKeys } from './secret.ts'
import { clientIdOfDemo, returnPath } from './sign-in.ts'
import type { Waiting } from './store/invitations.ts'
import type { UserStore } from './store.ts'
import { type Directory, userViews } from './view.ts'

export type ProviderPorts = {
  readonly publicUrl: string
  readonly keys: SignInKeys
  readonly store: Pick<UserStore, 'cast' | 'user'>
  /** Who is invited under an address and has not accepted yet. */
  readonly waiting: (mail: string) => Promise<Waiting | null>
  readonly directory: Directory
  readonly wrap: Wrap
  /** Is told of faults of the provider itself. */
  readonly onProblem: (error: unknown) => void
}

export type EmbeddedProvider = {
  readonly issuer: string
  /** For paths of which `isProviderPath` is true; the rest goes to the application. */
  readonly callback: (request: IncomingMessage, response: ServerResponse) => void
  /** The page with the cast, and its buttons. */
  readonly passages: readonly Passage<Actor>[]
}

const mount = '/oidc'

export const isProviderPath = (path: string): boolean => path.startsWith(`${mount}/`)

export const embeddedIssuer = (publicUrl: string): string => publicUrl + mount

/** Opens the provider at PUBLIC_URL/oidc. It keeps nothing over a restart and remembers nobody. */
export function openProvider(ports: ProviderPorts): EmbeddedProvider {
  const issuer = embeddedIssuer(ports.publicUrl)
  const provider = new Provider(issuer, configurationOf(ports))
  provider.proxy = true
  provider.on('server_error', (_, error) => ports.onProblem(error))
  const callback = provider.callback()
  const { host, protocol } = new URL(ports.publicUrl)
  return {
    issuer,
    callback(request, response) {
      const { url = '/', headers } = request
      // Its addresses are those of PUBLIC_URL, whatever stands between.
      headers['x-forwarded-host'] = host
      headers['x-forwarded-proto'] = protocol.slice(0, -1)
      headers.cookie = withoutSession(headers.cookie ?? '')
      Object.assign(request, { originalUrl: url, url: url.slice(mount.length) })
      void callback(request, response)
    },
    passages: castPassages(provider, ports),
  }
}

/** A session at the provider would make the change to another person a page with a script. */
const withoutSession = (cookies: string): string =>
  cookies
    .split(';')
    .filter(cookie => !cookie.trim().startsWith('_session'))
    .join(';')

const castPath = '/sign-in/as/:uid'

function castPassages(provider: Provider, ports: ProviderPorts): readonly Passage<Actor>[] {
  const { store, directory, wrap, waiting } = ports
  /** Who is expected comes first. */
  const offered = async (mail: string): Promise<readonly User[]> => {
    const expected = mail === '' ? null : await waiting(mail)
    return [...(expected ? [{ ...expected, authorities: [] }] : []), ...(await store.cast())]
  }
  return [
    {
      method: 'GET',
      path: castPath,
      async handle(call, { request }) {
        const interaction = await interactionOf(provider, request)
        if (!interaction) return signInRefused(wrap, call, refusalOfOld)
        const cast = await userViews(directory, await offered(interaction.mail), call.t.lang)
        return pageAnswer(wrap, call, castPage(call.t, cast, new URL(request.url).pathname))
      },
    },
    {
      method: 'POST',
      path: castPath,
      async handle(call, { request, sent }) {
        const chosen = accountIn(sent.value)
        const interaction = await interactionOf(provider, request)
        const isOffered = (await offered(interaction?.mail ?? '')).some(({ user }) => user === chosen)
        if (!interaction || !isOffered) return signInRefused(wrap, call, refusalOfOld)
        return onward(await interaction.finish(chosen))
      },
    },
  ]
}

const refusalOfOld = { code: 'user.sign-in.invalid', facts: {} }

const accountIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'account' in value && typeof value.account === 'string'
    ? value.account
    : ''

/** The sign-in under way in this browser, told by its cookie; null where it is over or somebody else's. */
async function interactionOf(provider: Provider, request: Request) {
  // The provider asks for node's own call and reads nothing of it but the cookie.
  const call = new IncomingMessage(new Socket())
  call.headers.cookie = request.headers.get('cookie') ?? ''
  const response = new ServerResponse(call)
  const finish = (accountId: string) => provider.interactionResult(call, response, { login: { accountId } })
  try {
    const { uid, params } = await provider.interactionDetails(call, response)
    if (!new URL(request.url).pathname.endsWith(`/${uid}`)) return null
    const mail = typeof params.login_hint === 'string' ? params.login_hint : ''
    return { mail, finish }
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return null
    throw error
  }
}

const seconds = { login: 600, session: 3600 }

function configurationOf({ publicUrl, keys, store }: ProviderPorts) {
  return {
    adapter: memoryAdapters(),
    clients: [
      {
        client_id: clientIdOfDemo,
        client_secret: keys.clientSecret,
        redirect_uris: [publicUrl + returnPath],
        response_types: ['code' as const],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256' as const,
      },
    ],
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.cookies] },
    pkce: { required: () => true },
    scopes: ['openid'],
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    clientBasedCORS: () => false,
    interactions: { url: (_: unknown, { uid }: { uid: string }) => castPath.replace(':uid', uid) },
    ttl: {
      AccessToken: seconds.login,
      AuthorizationCode: 60,
      Grant: seconds.session,
      IdToken: seconds.login,
      Interaction: seconds.login,
      Session: seconds.session,
    },
    async findAccount(_: unknown, id: string) {
      const user = await store.user(id)
      return user ? { accountId: id, claims: async () => ({ sub: id }) } : undefined
    },
    loadExistingGrant,
    renderError,
  }
}

/** Our own client needs no page that asks for consent. */
async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client?.clientId,
    accountId: oidc.session?.accountId,
  })
  grant.addOIDCScope('openid')
  await grant.save()
  return grant
}

/** People see our page of a failed sign-in, in their language. */
function renderError(ctx: KoaContextWithOIDC, out: { error: string }): void {
  ctx.status = 303
  ctx.redirect(`${returnPath}?error=${encodeURIComponent(out.error)}`)
}
