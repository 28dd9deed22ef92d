// What a new exchange can be: the procedures in which this person may act, for an authority where one is chosen.
import { z } from 'zod'
import { officialNameOf, titleOf } from '../authority/model.ts'
import type { SignedCall } from '../base/door.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { type Actor, may } from '../permission/model.ts'
import { isDossierNumber } from './model.ts'
import type { ExchangePorts } from './ports.ts'
import { partySchema } from './view-schema.ts'

export const newSchema = z.object({
  recipient: partySchema.nullable(),
  /** Number of the dossier into which it is to go. */
  dossier: z.string().nullable(),
  procedures: z.array(
    z.object({
      id: z.string(),
      area: z.string(),
      name: z.string(),
      purpose: z.string(),
      /** The recipient's own legal area. */
      fits: z.boolean(),
    }),
  ),
})
export type NewView = Readonly<z.infer<typeof newSchema>>

/** Errors: permission.act where this person may act in no legal area. */
export async function newExchange(
  ports: ExchangePorts,
  { t, who }: SignedCall<Actor>,
  { recipient, dossier }: { readonly recipient?: string | undefined; readonly dossier?: string | undefined },
): Promise<Result<NewView>> {
  const authority = recipient ? (await ports.authorities([recipient])).get(recipient) : undefined
  const procedures = ports.catalogue.all
    .filter(({ area }) => may(who, 'act', area, 'sender', 'nobody').ok)
    .map(({ id, area }) => ({
      ...{ id, area, name: t(`${id}.name`), purpose: t(`${id}.purpose`) },
      fits: authority?.area === area,
    }))
    .sort((a, b) => Number(b.fits) - Number(a.fits))
  if (procedures.length === 0) return refuse('permission.act')
  const official = authority && officialNameOf(authority, t.lang)
  return done({
    recipient:
      authority && official
        ? {
            ...{ authority: authority.id, name: official.name, lang: official.lang },
            ...{ title: titleOf(authority, t.lang), country: authority.country },
          }
        : null,
    dossier: dossier && isDossierNumber(dossier) ? dossier : null,
    procedures,
  })
}
