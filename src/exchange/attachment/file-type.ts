// What a file is, by its content: what it is called or said to be counts for nothing.
import { zipNames } from './zip-names.ts'

type Row = { readonly id: string; readonly ending: string; readonly media: string; readonly name: string }

const office = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

/** What may be attached. `name` as people call it, in every language. */
export const fileTypes = [
  { id: 'pdf', ending: 'pdf', media: 'application/pdf', name: 'PDF' },
  { id: 'png', ending: 'png', media: 'image/png', name: 'PNG' },
  { id: 'jpeg', ending: 'jpg', media: 'image/jpeg', name: 'JPEG' },
  { id: 'gif', ending: 'gif', media: 'image/gif', name: 'GIF' },
  { id: 'tiff', ending: 'tif', media: 'image/tiff', name: 'TIFF' },
  { id: 'webp', ending: 'webp', media: 'image/webp', name: 'WebP' },
  { id: 'docx', ending: 'docx', media: `${office}.wordprocessingml.document`, name: 'DOCX' },
  { id: 'xlsx', ending: 'xlsx', media: `${office}.spreadsheetml.sheet`, name: 'XLSX' },
  { id: 'pptx', ending: 'pptx', media: `${office}.presentationml.presentation`, name: 'PPTX' },
  { id: 'odt', ending: 'odt', media: `${open}.text`, name: 'ODT' },
  { id: 'ods', ending: 'ods', media: `${open}.spreadsheet`, name: 'ODS' },
  { id: 'odp', ending: 'odp', media: `${open}.presentation`, name: 'ODP' },
  { id: 'odg', ending: 'odg', media: `${open}.graphics`, name: 'ODG' },
  { id: 'text', ending: 'txt', media: 'text/plain; charset=utf-8', name: 'TXT' },
  { id: 'csv', ending: 'csv', media: 'text/csv; charset=utf-8', name: 'CSV' },
] as const satisfies readonly Row[]

export type FileTypeId = (typeof fileTypes)[number]['id']
export type FileType = Row & { readonly id: FileTypeId }

export const fileTypeOf = (id: string): FileType | undefined => fileTypes.find(type => type.id === id)

const starts: readonly (readonly [FileTypeId, string])[] = [
  ['pdf', '%PDF-'],
  ['png', '\u0089PNG\r\n\u001a\n'],
  ['jpeg', '\u00ff\u00d8\u00ff'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['tiff', 'II*\u0000'],
  ['tiff', 'MM\u0000*'],
]
const zipStart = 'PK\u0003\u0004'

/** The folders of parts by which one kind of Office file differs from another. */
const mainParts: readonly (readonly [FileTypeId, string])[] = [
  ['docx', 'word/document.xml'],
  ['xlsx', 'xl/workbook.xml'],
  ['pptx', 'ppt/presentation.xml'],
]
const macros = /(?:^|\/)vbaProject\.bin$|^Basic\/|^Scripts\/|^xl\/macrosheets\//i
/** What a file of Office may grow to when it is opened. Unit: bytes. */
const unpackedMax = 200_000_000

const headBytes = 4096
/** The list of what is in a zip file stands at its end: some 3,000 entries. */
const tailBytes = 262_144

export type TypeReader = {
  /** The next bytes; false as soon as it is certain that this is nothing to be attached. */
  take(bytes: Buffer): boolean
  /** After all bytes. `name`: as the sender calls it; it tells one kind of text from another. Null: not accepted. */
  end(name: string): FileType | null
}

/** Keeps the first and, of zip files, the last bytes. */
export function typeReader(): TypeReader {
  let head: Buffer = Buffer.alloc(0)
  let tail: Buffer = Buffer.alloc(0)
  let sizeBytes = 0
  const text = textReader()
  const isZip = (): boolean => head.toString('latin1', 0, 4) === zipStart
  return {
    take(bytes) {
      sizeBytes += bytes.length
      if (head.length < headBytes) head = Buffer.concat([head, bytes.subarray(0, headBytes - head.length)])
      if (isZip()) tail = lastOf(tail, bytes)
      const isText = text.take(bytes)
      return head.length < headBytes || startOf(head) !== null || isZip() || (isText && !isMarkup(head))
    },
    end(name) {
      if (sizeBytes === 0) return null
      const id = startOf(head) ?? (isZip() ? zipType(head, tail, sizeBytes) : null)
      if (id) return fileTypeOf(id) ?? null
      const isText = !isZip() && text.end() && !isMarkup(head)
      return isText ? (fileTypeOf(/\.csv$/i.test(name.trim()) ? 'csv' : 'text') ?? null) : null
    },
  }
}

function lastOf(tail: Buffer, bytes: Buffer): Buffer {
  if (bytes.length >= tailBytes) return Buffer.from(bytes.subarray(-tailBytes))
  const kept = tail.subarray(Math.max(0, tail.length + bytes.length - tailBytes))
  return Buffer.concat([kept, bytes])
}

function startOf(head: Buffer): FileTypeId | null {
  const start = head.toString('latin1', 0, 16)
  if (/^RIFF[\s\S]{4}WEBP/.test(start)) return 'webp'
  return starts.find(([, mark]) => start.startsWith(mark))?.[0] ?? null
}

/** Errors of a zip file, and macros, make it nothing that is accepted. */
function zipType(head: Buffer, tail: Buffer, sizeBytes: number): FileTypeId | null {
  const found = zipNames(tail, sizeBytes)
  if (!found || found.unpackedBytes > unpackedMax || found.names.some(name => macros.test(name))) return null
  // The first entry of OpenDocument is its media type, not packed. Source: ODF 1.3 part 2, 3.3.
  const media = /^mimetype(application\/vnd\.oasis\.opendocument\.[a-z]+)/.exec(
    head.toString('latin1', 30, 120),
  )
  if (media) return fileTypes.find(type => type.media === media[1])?.id ?? null
  if (!found.names.includes('[Content_Types].xml')) return null
  return mainParts.find(([, part]) => found.names.includes(part))?.[0] ?? null
}

/** Text that a browser would take for a page or a drawing, whatever it is called. */
const isMarkup = (head: Buffer): boolean => {
  const start = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
  return start.startsWith('<') || /<(?:!doctype|html|head|body|script|svg|iframe|object|embed)\b/i.test(start)
}

/** Text in UTF-8 without control characters. */
function textReader(): { take(bytes: Buffer): boolean; end(): boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isText = true
  const read = (decode: () => string): boolean => {
    try {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds.
      isText &&= !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(decode())
    } catch {
      isText = false
    }
    return isText
  }
  return {
    take: bytes => isText && read(() => decoder.decode(bytes, { stream: true })),
    end: () => isText && read(() => decoder.decode()),
  }
}
