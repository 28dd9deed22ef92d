// Makes a new exchange: a draft with its number, for one authority and one procedure.
import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import { dayIn } from '../calendar/model.ts'
import { canonical, type Json } from '../evidence/model.ts'
import { type Actor, may } from '../permission/model.ts'
import { currentOf, partsOf } from './current.ts'
import { findDossier } from './dossier.ts'
import { draftShape } from './kinds/request-forms.ts'
import { numberOf } from './model.ts'
import { openStored } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { recipientProblem } from './recipient.ts'
import { entryOf } from './step.ts'
import type { DossierRow } from './store/dossier.ts'
import type { Stored } from './store/load.ts'
import { viewOf } from './view.ts'
import type { ExchangeView } from './view-schema.ts'

/** What a new exchange takes: the procedure, and whatever of the request is known already. */
export const createSchema = z.strictObject({
  procedure: z.string().min(1).max(100),
  /** Number of a dossier of the own office, into which it goes. */
  dossier: z.string().max(20).optional(),
  ...draftShape(),
})
export type CreateBody = z.infer<typeof createSchema>

const attemptsMax = 20

/** Errors: base.fields.invalid (procedure, recipient, dossier), permission.area, permission.act,
 *  exchange.key.conflict. */
export async function createExchange(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  body: CreateBody,
): Promise<Result<ExchangeView>> {
  const { who } = call
  const { procedure: id, dossier, ...rest } = body
  const procedure = ports.catalogue.byId(id)
  if (!procedure)
    return refuseFields('base.fields.invalid', [{ path: 'procedure', code: 'base.field.choice' }])
  const allowed = may(who, 'act', procedure.area, 'sender', 'nobody')
  if (!allowed.ok) return allowed
  if (body.recipient) {
    const problem = recipientProblem((await ports.authorities([body.recipient])).get(body.recipient))
    if (problem) return refuseFields('base.fields.invalid', [problem])
  }
  const filing = dossier === undefined ? null : await findDossier(ports, who, dossier)
  if (filing && !filing.ok)
    return refuseFields('base.fields.invalid', [{ path: 'dossier', code: 'base.field.choice' }])
  const content = { language: who.lang, ...rest }
  const key = call.idempotencyKey ?? randomUUID()
  const digest = createHash('sha256')
    .update(canonical(body as Json))
    .digest('base64url')
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const made = await tryNumber(ports, who, {
      ...{ procedure, content, command: { key, digest }, attempt },
      dossier: filing?.value ?? null,
    })
    if (!made) continue
    if (made.earlier && made.earlier.digest !== digest) return refuse('exchange.key.conflict')
    return done(await viewOf(ports, call, await openStored(ports, who, made, made.earlier?.version)))
  }
  throw new Error('no free number after twenty attempts')
}

type Made = {
  readonly procedure: NonNullable<ReturnType<ExchangePorts['catalogue']['byId']>>
  readonly content: Readonly<Record<string, unknown>>
  readonly dossier: DossierRow | null
  readonly command: { readonly key: string; readonly digest: string }
  readonly attempt: number
}

/** Null where another exchange has the number. */
async function tryNumber(ports: ExchangePorts, who: Actor, made: Made): Promise<Stored | null> {
  const { procedure, command, content } = made
  const at = ports.clock()
  const year = Number(dayIn(who.country, at).slice(0, 4))
  const exchange = numberOf(year, who.country, `${who.authority}|${command.key}`, made.attempt)
  const { wrapped, key } = ports.vault.newKey(exchange)
  const data = { procedure: procedure.id, sender: who.authority }
  const entry = entryOf(exchange, undefined, { event: 'drafted', data }, { at, who })
  const sealed = ports.vault.sealDraft(exchange, who.authority, key, content as Json)
  await ports.store.create({
    ...{ exchange, area: procedure.area, procedure: procedure.id, kind: procedure.kind },
    ...{
      entry,
      command,
      wrappedKey: wrapped,
      draft: sealed,
      personal: [],
      words: [],
      persons: { readers: [], rows: [], isWhole: false },
      read: null,
      revision: null,
    },
    ...{ keepsDraft: true, dossier: made.dossier?.dossier ?? null },
    current: currentOf([entry], procedure),
    parts: partsOf([entry]),
    countryOf: () => who.country,
    nextTimerAt: null,
  })
  const stored = await ports.store.load({
    ...{ exchange, authority: who.authority, user: who.user, key: command.key },
    today: dayIn(who.country, at),
  })
  return stored?.earlier ? stored : null
}
