// A file is taken in, checked and kept for an hour; then it is written as a whole, or not at all.
import { createHash, randomBytes } from 'node:crypto'
import type { SignedCall } from '../../base/door.ts'
import { done, type Result, refuse, refuseFields } from '../../base/result.ts'
import type { Incoming } from '../../base/upload.ts'
import type { Actor } from '../../permission/model.ts'
import { remitsOf } from '../keeping/administration.ts'
import type { KeepPorts } from '../keeping/ports.ts'
import { columnsIn } from './columns.ts'
import { newId, type Plan, type Planned, planOf } from './plan.ts'
import { fileBytesMax, sheetOf, sizeFacts } from './sheet.ts'
import type { Waiting, Written } from './store.ts'

const keptMs = 3_600_000
export const earlier = (at: string): string => new Date(Date.parse(at) - keptMs).toISOString()

/** Files that nobody has written. */
export const forgotten = ({ imports, clock }: Pick<KeepPorts, 'imports' | 'clock'>): Promise<void> =>
  imports.forget(earlier(clock()))

export type Checked = { readonly id: string; readonly name: string; readonly plan: Plan }

/** Errors: permission.coordinator, authority-import.file.invalid, .active.invalid, .size.invalid. */
export async function takeIn(
  ports: KeepPorts,
  { who }: SignedCall<Actor>,
  file: Incoming | null,
): Promise<Result<string>> {
  const remits = await remitsOf(ports, who)
  if (!remits.ok) return remits
  return keepFile(ports, who, file, { columns: columnsIn(ports.choices.languages), mark: '' })
}

type Kept = {
  readonly columns: Parameters<typeof sheetOf>[1]
  /** What its id begins with. */
  readonly mark: string
}

/** Keeps a file that is a table with these columns, sealed; answers its id. Errors: those of `fileOf` and `sheetOf`. */
export async function keepFile(
  { imports, sealed, clock }: FilePorts,
  { authority, user }: Actor,
  file: Incoming | null,
  { columns, mark }: Kept,
): Promise<Result<string>> {
  const came = await fileOf(file)
  if (!came.ok) return came
  const { bytes, name } = came.value
  const sheet = await sheetOf(bytes, columns)
  if (!sheet.ok) return sheet
  const id = mark + randomBytes(12).toString('hex')
  const at = clock()
  await imports.keep(
    authority,
    user,
    { id, name, at, sealed: sealed.seal(authority, id, bytes) },
    earlier(at),
  )
  return done(id)
}

type FilePorts = Pick<KeepPorts, 'sealed' | 'clock'> & {
  readonly imports: Pick<KeepPorts['imports'], 'keep'>
}

/** A whole file in memory. Errors: base.fields.invalid, authority-import.file.invalid, .size.invalid. */
async function fileOf(
  file: Incoming | null,
): Promise<Result<{ readonly bytes: Buffer; readonly name: string }>> {
  if (!file || file.name === '')
    return refuseFields('base.fields.invalid', [{ path: 'file', code: 'base.field.required' }])
  const chunks: Buffer[] = []
  for await (const chunk of file.bytes) chunks.push(chunk)
  if (file.end() !== 'whole')
    return refuse(`authority-import.${file.end() === 'broken' ? 'file' : 'size'}.invalid`, sizeFacts)
  // As the sender calls it: shown, never opened.
  const name = file.name.replace(/[^\p{L}\p{M}\p{N} ._()-]/gu, '').slice(0, 100)
  return done({ bytes: Buffer.concat(chunks), name })
}

export const uploadBytesMax = fileBytesMax

/**
 * What a file would do now, or what it did. Four statements. Errors: permission.coordinator,
 * authority-import.unknown (no longer kept, or another coordinator’s).
 */
export async function checked(
  ports: KeepPorts,
  { who }: SignedCall<Actor>,
  id: string,
): Promise<Result<Checked | { readonly id: string; readonly name: string; readonly written: Written }>> {
  const remits = await remitsOf(ports, who)
  if (!remits.ok) return remits
  const found = await ports.imports.waiting(who.authority, id, earlier(ports.clock()))
  if (!found) return refuse('authority-import.unknown')
  const { name, written } = found
  if (written) return done({ id, name, written })
  const plan = await planned(ports, who, found)
  return plan.ok ? done({ id, name, plan: plan.value }) : plan
}

async function planned(ports: KeepPorts, who: Actor, { id, sealed }: Waiting): Promise<Result<Plan>> {
  const bytes = ports.sealed.open(who.authority, id, sealed ?? Buffer.alloc(0))
  const sheet = await sheetOf(bytes, columnsIn(ports.choices.languages))
  if (!sheet.ok) return sheet
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  const ids = sheet.value.lines.map(({ line, cells }) => cells.get('id') || newId({ fileHash, who }, line))
  const records = await ports.store.records([...ids, who.authority])
  const { choices } = ports
  const acting = records.get(who.authority)
  return done(planOf({ who, acting, records, choices, at: ports.clock(), fileHash }, sheet.value))
}

/**
 * Writes all lines in one transaction. Errors: those of `checked`, authority-import.faulty.invalid,
 * authority-import.conflict (something changed since the report that `mark` names).
 */
export async function written(
  ports: KeepPorts,
  call: SignedCall<Actor>,
  id: string,
  mark: string,
): Promise<Result<true>> {
  const { who, t } = call
  const found = await checked(ports, call, id)
  if (!found.ok) return found
  // Sent twice: the first call has done it.
  if ('written' in found.value) return done(true)
  const { plan, name } = found.value
  if (plan.faults.length > 0) return refuse('authority-import.faulty.invalid')
  if (plan.mark !== mark) return refuse('authority-import.conflict')
  const usual = t('authority-import.reason', { file: name })
  const rowOf = ({ record, event, changes, reason }: Planned) => ({
    ...{ record, event },
    data: { changes, reason: reason || usual },
  })
  const did = await ports.imports.write({
    ...{ office: who.authority, account: who.user, id, at: ports.clock() },
    ...{ entered: plan.entered.map(rowOf), changed: plan.changed.map(rowOf) },
  })
  if (!did) return refuse('authority-import.conflict')
  // What does not move now, the clock moves within two minutes.
  for (const { record, event } of plan.changed)
    if (event === 'suspended' && record.successor !== null)
      await ports.handOver({ from: record.id, to: record.successor })
  return done(true)
}
