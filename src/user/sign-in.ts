// The one relying party of OpenID Connect: sends a person to the provider, and learns on return who it is.
import * as client from 'openid-client'
import { z } from 'zod'
import { ownPath } from '../base/respond.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { cookieHeader, cookieOf, isHttps } from './cookie.ts'
import { newNonce, readSigned, sign } from './secret.ts'

export const clientIdOfDemo = 'open-imi'
export const returnPath = '/sign-in/return'

export type RelyingPartyPorts = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly publicUrl: string
  /** Signs the cookie between going and coming back. */
  readonly stateKey: string
  readonly clock: () => string
  /** Is told why a sign-in failed; the person only learns that it did. */
  readonly onProblem: (error: unknown) => void
  /** Asks the provider another way than by its public address. */
  readonly fetch?: client.CustomFetch
}

export type Started = { readonly location: string; readonly cookie: string }
export type Finished = { readonly subject: string; readonly to: string; readonly cookie: string }

export type RelyingParty = {
  /**
   * Where to send the person, and the cookie to give along; `mail` tells the provider who is expected, where that is
   * known. Errors: user.provider.unavailable.
   */
  start(to: string | null, mail?: string | null): Promise<Result<Started>>
  /** Errors: user.sign-in.invalid, user.provider.unavailable. */
  finish(request: Request): Promise<Result<Finished>>
}

const minutes = 10

const goneSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  untilMs: z.number(),
})
type Gone = z.infer<typeof goneSchema>

type Configured = () => Promise<client.Configuration>

/** The provider is looked up when the first person signs in, and again after a failure. */
export function relyingParty(ports: RelyingPartyPorts): RelyingParty {
  let known: Promise<client.Configuration> | null = null
  const configured: Configured = () => {
    known ??= discover(ports).catch(error => {
      known = null
      throw error
    })
    return known
  }
  return {
    start: (to, mail = null) => start(ports, configured, { to, mail }),
    finish: request => finish(ports, configured, request),
  }
}

const discover = ({ issuer, clientId, clientSecret, fetch }: RelyingPartyPorts) =>
  client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretBasic(clientSecret), {
    // Whoever wrote http into the address chose it: the demo on localhost, a provider in the same cluster.
    execute: isHttps(issuer) ? [] : [client.allowInsecureRequests],
    timeout: 10,
    ...(fetch ? { [client.customFetch]: fetch } : {}),
  })

async function start(
  ports: RelyingPartyPorts,
  configured: Configured,
  { to, mail }: { readonly to: string | null; readonly mail: string | null },
): Promise<Result<Started>> {
  const config = await configured().catch(ports.onProblem)
  if (!config) return refuse('user.provider.unavailable')
  const state = newNonce()
  const nonce = newNonce()
  const verifier = client.randomPKCECodeVerifier()
  const untilMs = Date.parse(ports.clock()) + minutes * 60_000
  const location = client.buildAuthorizationUrl(config, {
    redirect_uri: ports.publicUrl + returnPath,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Who signed out here and left the desk shall not be signed in again by a click of the next person.
    prompt: 'login',
    ...(mail !== null && { login_hint: mail }),
  })
  const gone: Gone = { state, nonce, verifier, to: ownPath(to), untilMs }
  return done({
    location: location.href,
    cookie: stateCookie(ports, state, sign(ports.stateKey, gone), minutes * 60),
  })
}

/** One cookie for each sign-in under way, so that two tabs do not disturb each other. */
const cookieName = (state: string): string => `sign-in-${state.replace(/[^\w-]/g, '').slice(0, 8)}`

const stateCookie = (ports: RelyingPartyPorts, state: string, value: string, seconds: number): string =>
  cookieHeader({
    name: cookieName(state),
    value,
    path: returnPath,
    seconds,
    isSecure: isHttps(ports.publicUrl),
  })

async function finish(
  ports: RelyingPartyPorts,
  configured: Configured,
  request: Request,
): Promise<Result<Finished>> {
  const { search, searchParams } = new URL(request.url)
  const state = searchParams.get('state') ?? ''
  const gone = readGone(ports, cookieOf(request, cookieName(state)))
  if (gone?.state !== state) return refuse('user.sign-in.invalid')
  const config = await configured().catch(ports.onProblem)
  if (!config) return refuse('user.provider.unavailable')
  const answer = await client
    .authorizationCodeGrant(config, new URL(ports.publicUrl + returnPath + search), {
      pkceCodeVerifier: gone.verifier,
      expectedState: gone.state,
      expectedNonce: gone.nonce,
      idTokenExpected: true,
    })
    .catch(ports.onProblem)
  const subject = answer?.claims()?.sub
  if (!subject) return refuse('user.sign-in.invalid')
  return done({ subject, to: ownPath(gone.to), cookie: stateCookie(ports, state, '', 0) })
}

function readGone({ stateKey, clock }: RelyingPartyPorts, sealed: string | null): Gone | null {
  const read = goneSchema.safeParse(sealed === null ? null : readSigned(stateKey, sealed))
  return read.success && read.data.untilMs > Date.parse(clock()) ? read.data : null
}
