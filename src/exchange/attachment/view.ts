// The attachments of an exchange as one reader sees them: titles and names only where personal data may be read.
import type { z } from 'zod'
import type { Readers } from '../history-view.ts'
import { aboutOf } from '../history-view.ts'
import { isSealed } from '../model.ts'
import type { Opened } from '../open.ts'
import type { ExchangePorts } from '../ports.ts'
import { whyHidden } from '../right.ts'
import type { attachmentSchema } from '../view-schema.ts'
import type { Above } from './above.ts'
import { fileTypeOf } from './file-type.ts'
import { attachmentsIn, checkOf, mayOpen } from './model.ts'

export type AttachmentView = Readonly<z.infer<typeof attachmentSchema>>

type Ports = Pick<ExchangePorts, 'vault' | 'files'>

/** First what came with the questions, then its own; oldest first, withdrawn ones among them. */
export function attachmentsOf(ports: Ports, opened: Opened, readers: Readers): AttachmentView[] {
  const { stored, log, above } = opened
  return [
    // They stand in another log: no version of this one is theirs, and they are withdrawn there.
    ...above
      .flatMap(from => itemsOf(ports, opened, readers, from))
      .map(one => ({ ...one, version: 0, isOwn: false, isNew: one.at > (stored.seenAboveAt ?? '') })),
    ...itemsOf(ports, opened, readers, { ...stored, attachments: attachmentsIn(log) }),
  ]
}

/** `from`: where they lie, under the key of the person there. */
function itemsOf({ vault, files }: Ports, opened: Opened, readers: Readers, from: Above): AttachmentView[] {
  const { stored } = opened
  const all = from.attachments
  const personal = from.wrappedKey ? opened.personal : 'erased'
  const marks = new Set(all.flatMap(({ about }) => (isSealed(about) ? [about.sealed] : [])))
  const key =
    personal === 'shown' && from.wrappedKey && marks.size > 0
      ? vault.keyOf(from.exchange, from.wrappedKey)
      : null
  const hidden = { hidden: whyHidden(readers.who, stored) }
  const opens = key ? vault.openValues(from.exchange, key, from.personal, marks) : new Map()
  return all.map(one => {
    const { id, about, entry, withdrawn, type } = one
    const [title = null, name = null] = (opens.get(isSealed(about) ? about.sealed : '') ?? []) as string[]
    const scan = from.scans.find(known => known.id === id)
    const check = checkOf(scan?.scan ?? 'waiting', files.isScanned)
    const open = mayOpen(one, personal === 'hidden' ? hidden : personal, check)
    return {
      ...{ ...aboutOf(opened, readers, entry), id, title, name, type, check, finding: scan?.finding ?? null },
      ...{ sizeBytes: one.sizeBytes, language: one.language, kind: one.kind, question: one.question ?? null },
      ...{ media: fileTypeOf(type)?.media ?? 'application/octet-stream' },
      isOwn: entry.authority === readers.who.authority,
      withdrawnAt: withdrawn?.at ?? null,
      href: open.ok ? `/exchanges/${stored.exchange}/attachments/${id}` : null,
      whyNot: open.ok ? null : open.refusal.code,
    }
  })
}
