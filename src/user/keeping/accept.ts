// The way of an invited person: the page behind the address in the mail, sign-in, and the acceptance after it.
import { z } from 'zod'
import { officialNameOf } from '../../authority/model.ts'
import type { Passage } from '../../base/app.ts'
import type { Call } from '../../base/door.ts'
import { json } from '../../base/response.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import { hashOf, newToken } from '../../base/token.ts'
import type { Actor } from '../../permission/model.ts'
import { onward, pageAnswer, refusalAnswer, type Wrap } from '../answer.ts'
import { cookieHeader, cookieOf, isHttps } from '../cookie.ts'
import { csrfToken, isCsrfToken } from '../model.ts'
import { newNonce, readSigned, sign } from '../secret.ts'
import { openSession, type SessionPorts } from '../session.ts'
import type { Invitation } from '../store/invitations.ts'
import { invitationPath } from './mail.ts'
import { invitationGonePage, invitationPage } from './page-invitation.ts'
import type { InvitePorts, PeoplePorts } from './ports.ts'

/** What sign-in asks where somebody comes from an invitation. */
export type Invited = {
  /** The address that was invited, where a path is that of an open invitation. */
  mailFor(to: string | null): Promise<string | null>
  /** The cookie by which the page of the invitation knows who signed in; null for other paths. */
  proofFor(to: string, subject: string): string | null
}

type ProofPorts = Pick<InvitePorts, 'store' | 'publicUrl' | 'clock'> & {
  /** Signs the cookie. */
  readonly stateKey: string
}

const minutes = 15
const proofCookie = 'invited'

const tokenIn = (path: string | null): string | null =>
  /^\/invitations\/([\w-]{1,100})$/.exec(path ?? '')?.[1] ?? null

export const openInvited = (ports: ProofPorts): Invited => ({
  async mailFor(to) {
    const token = tokenIn(to)
    const found = token === null ? null : await openInvitation(ports, token)
    return found?.ok ? found.value.mail : null
  },
  proofFor(to, subject) {
    const token = tokenIn(to)
    if (token === null) return null
    const untilMs = Date.parse(ports.clock()) + minutes * 60_000
    const proof: Proof = { subject, token: hashOf(token), secret: newToken(), untilMs }
    return cookieOfProof(ports, token, sign(ports.stateKey, proof), minutes * 60)
  },
})

const proofSchema = z.object({
  subject: z.string(),
  /** Hash of the invitation's. */
  token: z.string(),
  /** Of the form. */
  secret: z.string(),
  untilMs: z.number(),
})
type Proof = z.infer<typeof proofSchema>

const cookieOfProof = ({ publicUrl }: ProofPorts, token: string, value: string, seconds: number): string =>
  cookieHeader({
    ...{ name: proofCookie, value, path: invitationPath(token), seconds },
    isSecure: isHttps(publicUrl),
  })

/** Who has signed in for this invitation a moment ago. */
function proofIn({ stateKey, clock }: ProofPorts, request: Request, token: string): Proof | null {
  const sealed = cookieOf(request, proofCookie)
  const read = proofSchema.safeParse(sealed === null ? null : readSigned(stateKey, sealed))
  if (!read.success || read.data.token !== hashOf(token)) return null
  return read.data.untilMs > Date.parse(clock()) ? read.data : null
}

/** Errors: user-people.invitation.unknown, user-people.invitation.gone (used, withdrawn, replaced, expired). */
async function openInvitation(
  { store, clock }: Pick<InvitePorts, 'store' | 'clock'>,
  token: string,
): Promise<Result<Invitation>> {
  const found = await store.invitation(hashOf(token))
  if (!found) return refuse('user-people.invitation.unknown')
  const isOpen = found.state === 'open' && found.expiresAt > clock()
  return isOpen ? done(found) : refuse('user-people.invitation.gone')
}

export type AcceptPorts = ProofPorts &
  Pick<PeoplePorts, 'directory' | 'people'> & {
    readonly sessions: SessionPorts['store']
    readonly wrap: Wrap
  }

/** `GET /invitations/:token`, `POST /invitations/:token`. The secret of the address is all that a reader needs. */
export const invitationPassages = (ports: AcceptPorts): readonly Passage<Actor>[] => [
  {
    method: 'GET',
    path: '/invitations/:token',
    async handle(call, { params, request }) {
      const token = params.token ?? ''
      const found = await openInvitation(ports, token)
      if (!found.ok) return refused(ports, call, found.refusal.code)
      const view = await viewOf(ports, call, found.value)
      if (call.wants === 'json') return json(view, 200)
      const proof = proofIn(ports, request, token)
      const csrf = proof && csrfToken(proof.secret, newNonce())
      return pageAnswer(ports.wrap, call, invitationPage(call, view, { path: invitationPath(token), csrf }))
    },
  },
  {
    method: 'POST',
    path: '/invitations/:token',
    async handle(call, { params, request, sent }) {
      const token = params.token ?? ''
      const proof = proofIn(ports, request, token)
      const { csrf = '' } = z.object({ csrf: z.string().optional() }).catch({}).parse(sent.value)
      if (!proof || !isCsrfToken(proof.secret, csrf)) return onward(invitationPath(token))
      const accepted = await ports.store.accept(hashOf(token), proof.subject, ports.clock())
      if (accepted.outcome === 'gone') return refused(ports, call, 'user-people.invitation.gone')
      if (accepted.outcome === 'other') return refused(ports, call, 'user-people.other.invalid', token)
      const session = await openSession({ ...ports, store: ports.sessions }, request, accepted)
      return onward('/worklist', [cookieOfProof(ports, token, '', 0), ...(session ? [session] : [])])
    },
  },
]

/** Says nothing of who was invited, or whether anybody was. */
const refused = ({ wrap }: AcceptPorts, call: Call<Actor>, code: string, token?: string): Response => {
  const refusal = { code, facts: {} }
  const again = token === undefined ? null : invitationPath(token)
  return refusalAnswer(wrap, call, refusal, invitationGonePage(call.t, refusal, again))
}

export const invitationSchema = z.object({
  name: z.string(),
  authority: z.object({ name: z.string(), lang: z.string(), country: z.string() }),
  /** Who invites: the authority itself or a coordinator, and the person there. */
  office: z.object({ name: z.string(), lang: z.string() }),
  inviter: z.string().nullable(),
  roles: z.record(z.string(), z.array(z.string()).readonly()).readonly(),
  expiresAt: z.string(),
})
export type InvitationView = Readonly<z.infer<typeof invitationSchema>>

async function viewOf(
  { directory, people }: AcceptPorts,
  { t }: Call<Actor>,
  { authority, office, inviter, name, roles, expiresAt }: Invitation,
): Promise<InvitationView> {
  const [records, names] = await Promise.all([directory.records([authority, office]), people([inviter])])
  const nameOf = (id: string) => {
    const record = records.get(id)
    return record ? officialNameOf(record, t.lang) : { name: id, lang: t.lang }
  }
  return {
    ...{ name, roles, expiresAt, office: nameOf(office), inviter: names.get(inviter) ?? null },
    authority: { ...nameOf(authority), country: records.get(authority)?.country ?? '' },
  }
}
