// What an office does with its dossiers: make, name, remove, put an exchange in and take it out.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../base/result.ts'
import { dayIn } from '../calendar/model.ts'
import type { Actor } from '../permission/model.ts'
import { findDossier } from './dossier.ts'
import { type FileBody, mayChange, mayFile, openName, sealName } from './filing.ts'
import { dossierNumberOf } from './model.ts'
import { openExchange } from './open.ts'
import type { ExchangePorts } from './ports.ts'
import { titleOfExchange } from './view.ts'

const attemptsMax = 20

/** The number of a new dossier; the same again for a repeated command. Errors: permission.act. */
export async function newDossier(
  ports: ExchangePorts,
  { who, idempotencyKey }: SignedCall<Actor>,
  name: string,
): Promise<Result<string>> {
  const allowed = mayChange(who)
  if (!allowed.ok) return allowed
  const { authority, user, country } = who
  const at = ports.clock()
  const seed = `${authority}|${idempotencyKey ?? randomUUID()}`
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const dossier = dossierNumberOf(Number(dayIn(country, at).slice(0, 4)), country, seed, attempt)
    const sealedName = sealName(ports, who, dossier, name)
    if (await ports.store.makeDossier({ authority, dossier, sealedName, user, at })) return done(dossier)
    const there = await findDossier(ports, who, dossier)
    if (there.ok && openName(ports, who, there.value) === name) return done(dossier)
  }
  throw new Error('no free number after twenty attempts')
}

/** Errors: permission.act, exchange-dossier.unknown, exchange-dossier.conflict. */
export async function renamed(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  dossier: string,
  { name, was }: { readonly name: string; readonly was?: string | undefined },
): Promise<Result<string>> {
  const allowed = mayChange(who)
  if (!allowed.ok) return allowed
  const found = await findDossier(ports, who, dossier)
  if (!found.ok) return found
  const { value: row } = found
  const isSame = was === undefined || was === openName(ports, who, row)
  const given = { authority: who.authority, dossier: row.dossier, user: who.user, at: ports.clock() }
  const sealedName = sealName(ports, who, row.dossier, name)
  if (isSame && (await ports.store.renameDossier({ ...given, sealedName, was: row.sealedName })))
    return done(row.dossier)
  const now = await findDossier(ports, who, dossier)
  return now.ok ? conflict(ports, { user: now.value.user, at: now.value.changedAt }) : now
}

/** Errors: permission.act, exchange-dossier.unknown, exchange-dossier.not-empty.invalid. */
export async function removed(
  ports: ExchangePorts,
  { who }: SignedCall<Actor>,
  dossier: string,
): Promise<Result<true>> {
  const allowed = mayChange(who)
  if (!allowed.ok) return allowed
  const found = await findDossier(ports, who, dossier)
  if (!found.ok) return found
  const isGone = await ports.store.removeDossier({ authority: who.authority, dossier: found.value.dossier })
  return isGone ? done(true) : refuse('exchange-dossier.not-empty.invalid')
}

export const filingSchema = z.object({
  number: z.string(),
  title: z.string(),
  dossier: z.string().nullable(),
  name: z.string().nullable(),
})
export type FilingView = Readonly<z.infer<typeof filingSchema>>

/** Where an exchange lies, for who may change that. Errors: those of `openExchange`, permission.act. */
export async function filingOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
): Promise<Result<FilingView>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const { stored, procedure, request } = opened.value
  const allowed = mayFile(call.who, stored.area)
  if (!allowed.ok) return allowed
  return done({
    number,
    title: titleOfExchange(call.t, procedure, request.fields[procedure.titleField]),
    dossier: stored.dossier?.dossier ?? null,
    name: stored.dossier && openName(ports, call.who, stored.dossier),
  })
}

/** Errors: those of `filingOf` and `newDossier`, base.fields.invalid, exchange-dossier.unknown,
 *  exchange-dossier.choice.invalid, exchange-dossier.conflict. */
export async function filed(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { dossier, name, from }: FileBody,
): Promise<Result<FilingView>> {
  const now = await filingOf(ports, call, number)
  if (!now.ok) return now
  if (dossier !== undefined && name !== undefined) return refuse('exchange-dossier.choice.invalid')
  const chosen = await (name !== undefined
    ? newDossier(ports, call, name)
    : dossier !== undefined
      ? findDossier(ports, call.who, dossier).then(one => (one.ok ? done(one.value.dossier) : one))
      : refuseFields('base.fields.invalid', [{ path: 'dossier', code: 'base.field.required' }]))
  if (!chosen.ok) return chosen
  const { authority, user } = call.who
  const isFiled = await ports.store.file({
    ...{ authority, user, exchange: number, dossier: chosen.value, at: ports.clock() },
    from: from === '' ? null : from,
  })
  return isFiled ? filingOf(ports, call, number) : movedMeanwhile(ports, call, number)
}

/** Errors: those of `filingOf`, exchange-dossier.conflict. */
export async function takenOut(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
  { from }: { readonly from?: string | undefined },
): Promise<Result<FilingView>> {
  const now = await filingOf(ports, call, number)
  if (!now.ok || now.value.dossier === null) return now
  const { authority } = call.who
  const dossier = from ?? now.value.dossier
  const isOut = await ports.store.takeOut({ authority, dossier, exchange: number, at: ports.clock() })
  return isOut ? done({ ...now.value, dossier: null, name: null }) : movedMeanwhile(ports, call, number)
}

/** A colleague was faster: who, and when. */
async function movedMeanwhile(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
): Promise<Result<never>> {
  const opened = await openExchange(ports, call, number)
  if (!opened.ok) return opened
  const { dossier } = opened.value.stored
  return dossier ? conflict(ports, dossier) : refuse('exchange-dossier.unknown')
}

async function conflict(
  ports: ExchangePorts,
  { user, at }: { readonly user: string; readonly at: string },
): Promise<Result<never>> {
  const name = (await ports.people([user])).get(user) ?? ''
  return refuse('exchange-dossier.conflict', { name, changedAt: at })
}
