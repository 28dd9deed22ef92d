// What filing an exchange under a dossier takes, who may do it, and how the names of dossiers are sealed.
import { z } from 'zod'
import { jsonSchemaOf } from '../base/form.ts'
import { done, type Result, refuse } from '../base/result.ts'
import type { Texts } from '../base/text.ts'
import { type Actor, areasWith, may } from '../permission/model.ts'
import type { ExchangePorts } from './ports.ts'
import type { DossierRow } from './store/dossier.ts'
import type { Stored } from './store/load.ts'
import type { ExchangeView } from './view-schema.ts'

export const nameSchema = z.string().trim().min(1).max(80)

/** Into one that is there, by its number, or into a new one, by its name. */
export const fileSchema = z.strictObject({
  dossier: z.string().trim().max(20).optional(),
  name: nameSchema.optional(),
  /** The dossier that it was in when the page was opened; empty: in none; not given: whichever. */
  from: z.string().max(20).optional(),
})
export type FileBody = z.infer<typeof fileSchema>

type Vault = Pick<ExchangePorts, 'vault'>

const markOf = (dossier: string): string => `dossier|${dossier}`

export const sealName = ({ vault }: Vault, { authority }: Actor, dossier: string, name: string): Buffer =>
  vault.sealOwn(authority, markOf(dossier), name)

/** Null where the caller may not read personal data in any legal area: a name may tell of a person. */
export function openName(
  { vault }: Vault,
  who: Actor,
  { dossier, sealedName }: Pick<DossierRow, 'dossier' | 'sealedName'>,
): string | null {
  if (areasWith(who, 'read-personal').length === 0) return null
  return vault.openOwn(who.authority, markOf(dossier), sealedName)
}

/** A dossier is the office's own affair: who acts in a legal area keeps its exchanges together, forwarded ones too. */
export const mayFile = (who: Actor, area: string): Result<true> => may(who, 'act', area, 'sender', 'mine')

/** Whether somebody acts in any legal area. Errors: permission.act. */
export const mayChange = (who: Actor): Result<true> =>
  areasWith(who, 'act').length > 0 ? done(true) : refuse('permission.act')

/** Where the reader's office keeps an exchange, and how it is put elsewhere. */
export const filedIn = (
  ports: Vault,
  t: Texts,
  who: Actor,
  { exchange, area, dossier }: Stored,
): ExchangeView['dossier'] => ({
  dossier: dossier?.dossier ?? null,
  name: dossier && openName(ports, who, dossier),
  action: mayFile(who, area).ok
    ? {
        ...{ action: 'put-into-dossier', method: 'POST', href: `/exchanges/${exchange}/dossier` },
        ...{ label: t('exchange-dossier.put'), schema: { ...jsonSchemaOf(fileSchema) } },
      }
    : null,
})
