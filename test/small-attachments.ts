// For tests: the doors of attachments on a small office, with a folder of their own, and who does what in few words.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Result } from '../src/base/result.ts'
import { openShelf } from '../src/base/shelf.ts'
import type { Sql } from '../src/base/sql.ts'
import type { Incoming } from '../src/base/upload.ts'
import { act } from '../src/exchange/act.ts'
import { attach, withdraw } from '../src/exchange/attachment/attach.ts'
import { download } from '../src/exchange/attachment/download.ts'
import type { AttachBody } from '../src/exchange/attachment/forms.ts'
import { createExchange } from '../src/exchange/create.ts'
import { openExchange } from '../src/exchange/open.ts'
import { viewOf } from '../src/exchange/view.ts'
import type { ExchangeView } from '../src/exchange/view-schema.ts'
import type { Actor } from '../src/permission/model.ts'
import { callOf, library, officials, smallPorts } from './small-office.ts'

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
export const codeOf = (result: Result<unknown>): string =>
  result.ok
    ? 'done'
    : (result.refusal.problems?.map(({ path, code }) => `${path} ${code}`).join() ?? result.refusal.code)

export const pdf = '%PDF-1.7 Marisol Arrieta'
export const fileOf = (
  content: string | Buffer,
  name = 'dyplom.pdf',
  end: ReturnType<Incoming['end']> = 'whole',
): Incoming => ({
  name,
  bytes: (async function* () {
    yield Buffer.from(content)
  })(),
  end: () => end,
})

export const request = {
  ...{ recipient: 'small-es', language: 'pl', asked: ['registered'], askedDay: '2026-12-15' },
  fields: {
    profession: 'physiotherapist',
    background: 'Sprawa.',
    'family-name': 'Arrieta',
    'given-names': 'M.',
  },
}
const body = { title: 'Dyplom Arrieta', language: 'pl', kind: 'qualification' } as const
type Given = Partial<AttachBody> & { readonly file?: Incoming; readonly key?: string | null }
type Numbered = Pick<ExchangeView, 'number'>

export type SmallAttachments = ReturnType<typeof smallAttachments>

/** Zofia (Łódź) asks, Carmen (Vigo) answers. */
export function smallAttachments(sql: Sql) {
  const folder = mkdtempSync(join(tmpdir(), 'open-imi-files-'))
  const { ports: small, clock } = smallPorts(sql)
  const withScan = (isScanned: boolean) => ({
    ...{ ...small, files: { ...small.files, shelf: openShelf(folder), isScanned } },
  })
  const stage = { ports: withScan(false) }
  const by = (who: Actor, key: string | null = null) => callOf(library, who, { key })
  const { zofia, carmen } = officials
  const does = async (who: Actor, { number, version }: ExchangeView, action: string, more: object = {}) =>
    value(
      await act(stage.ports, by(who), {
        ...{ number, action },
        sent: { kind: 'json', value: { version, ...more } },
      }),
    )
  const drafted = async () =>
    value(await createExchange(stage.ports, by(zofia), { procedure: 'pq-information-request' }))
  const sent = async () => does(zofia, await drafted(), 'send', request)
  return {
    ...{ folder, clock, stage, does, drafted, sent },
    /** Whether a virus scanner is set up. */
    scans: (isScanned: boolean) => void Object.assign(stage, { ports: withScan(isScanned) }),
    accepted: async () => does(carmen, await sent(), 'accept'),
    attaches: (who: Actor, { number }: Numbered, { file = fileOf(pdf), key = null, ...more }: Given = {}) =>
      attach(stage.ports, by(who, key), { number, body: { ...body, ...more }, file }),
    withdraws: (who: Actor, { number }: Numbered, attachment: string) =>
      withdraw(stage.ports, by(who), { number, body: { attachment } }),
    async opens(who: Actor, { number }: Numbered, id: string) {
      const got = await download(stage.ports, by(who), { number, id })
      return got.ok ? { ...got.value, text: await new Response(got.value.body).text() } : codeOf(got)
    },
    seen: async (who: Actor, { number }: Numbered): Promise<ExchangeView> =>
      viewOf(stage.ports, by(who), value(await openExchange(stage.ports, by(who), number))),
    clean: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const idIn = ({ attachments }: ExchangeView, at = -1): string => attachments.at(at)?.id ?? ''
export const actionsOf = ({ actions }: ExchangeView) => actions.map(({ action }) => action)
