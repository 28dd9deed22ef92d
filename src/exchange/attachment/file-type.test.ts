// Goal: a file is what its content says; what could run, hides macros or grows without end is not accepted.
// Method: a table of small real contents, whole and in pieces of one byte; zip files made by fflate.
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { typeReader } from './file-type.ts'
import { safeName, visibleText } from './safe-name.ts'

const typeOf = (bytes: Buffer, name = 'x', size = bytes.length): string | null => {
  const reader = typeReader()
  for (let at = 0; at < bytes.length; at += Math.max(1, size))
    if (!reader.take(bytes.subarray(at, at + Math.max(1, size)))) return null
  return reader.end(name)?.id ?? null
}
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const zip = (files: Record<string, string | Uint8Array>, level: 0 | 9 = 9): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          [
            typeof content === 'string' ? strToU8(content) : content,
            { level: name === 'mimetype' ? 0 : level },
          ],
        ]),
      ),
    ),
  )
/** The list at the end says so of its first entry. */
const grown = (bytes: Buffer): Buffer => {
  bytes.writeUInt32LE(1_000_000_000, bytes.indexOf(latin('PK\u0001\u0002')) + 24)
  return bytes
}
const docx = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }
const odt = (media: string) => ({ mimetype: media, 'content.xml': '<x/>' })
const open = 'application/vnd.oasis.opendocument'

const accepted: readonly (readonly [string, Buffer])[] = [
  ['pdf', latin('%PDF-1.7\n%\u00e2\u00e3')],
  ['png', latin('\u0089PNG\r\n\u001a\n\u0000\u0000')],
  ['jpeg', latin('\u00ff\u00d8\u00ff\u00e0\u0000')],
  ['gif', latin('GIF89a\u0001\u0000')],
  ['tiff', latin('II*\u0000\u0008')],
  ['tiff', latin('MM\u0000*\u0000')],
  ['webp', latin('RIFF\u0010\u0000\u0000\u0000WEBPVP8 ')],
  ['docx', zip(docx)],
  ['xlsx', zip({ '[Content_Types].xml': '', 'xl/workbook.xml': '' })],
  ['pptx', zip({ '[Content_Types].xml': '', 'ppt/presentation.xml': '' })],
  ['odt', zip(odt(`${open}.text`))],
  ['ods', zip(odt(`${open}.spreadsheet`))],
  ['odp', zip(odt(`${open}.presentation`))],
  ['odg', zip(odt(`${open}.graphics`))],
  ['text', Buffer.from('Zażółć gęślą jaźń\r\n\tἄνθρωπος')],
  ['text', Buffer.from('\ufeffmit Zeichen am Anfang')],
  ['text', Buffer.from('1 < 2 and 3 > 2')],
]
const refused: readonly (readonly [string, Buffer])[] = [
  ['empty', Buffer.alloc(0)],
  ['HTML', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
  ['HTML behind white space and a mark', Buffer.from('\ufeff \n\t<HTML>')],
  ['HTML behind words', Buffer.from('Report\n<script src=//evil.invalid></script>')],
  ['SVG with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['SVG behind a declaration', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>')],
  ['XML', Buffer.from('<?xml version="1.0"?><a/>')],
  ['a program', latin('MZ\u0090\u0000\u0003')],
  ['a program of Linux', latin('\u007fELF\u0002\u0001')],
  ['Office before 2007, and encrypted', latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')],
  ['text in another encoding', latin('Gr\u00fc\u00dfe')],
  ['text with a NUL', Buffer.from('a\u0000b')],
  ['text cut within a letter', Buffer.from('ż').subarray(0, 1)],
  ['a zip file', zip({ 'a.txt': 'a' })],
  ['a zip file that says it grows to 1 GB', grown(zip({ 'zeros.bin': 'x' }))],
  ['DOCX that says it grows to 1 GB', grown(zip(docx))],
  ['DOCX with macros', zip({ ...docx, 'word/vbaProject.bin': 'x' })],
  ['ODT with macros', zip({ ...odt(`${open}.text`), 'Basic/Standard/a.xml': '' })],
  ['XLSX in binary parts', zip({ '[Content_Types].xml': '', 'xl/workbook.bin': '' })],
  ['an e-book', zip(odt('application/epub+zip'))],
  ['a program in Java', zip({ 'META-INF/MANIFEST.MF': '', 'a.class': '' })],
  ['DOCX cut off', zip(docx).subarray(0, -30)],
  ['DOCX without its list', latin('PK\u0003\u0004')],
  ['7z', latin("7z\u00bc\u00af'\u001c")],
]

describe('what a file is', () => {
  test.each(accepted)('%s', (id, bytes) => {
    expect(typeOf(bytes)).toBe(id)
    expect(typeOf(bytes, 'other.exe', 1)).toBe(id)
  })
  test.each(refused)('not accepted: %s', (_, bytes) => {
    expect(typeOf(bytes, 'harmless.pdf', 100_000)).toBe(null)
    if (bytes.length < 10_000) expect(typeOf(bytes, 'harmless.csv', 1)).toBe(null)
  })
  test('CSV is text that is called so', () => {
    expect(typeOf(Buffer.from('a;b\n1;2'), 'Liste.CSV')).toBe('csv')
    expect(typeOf(latin('%PDF-1.7'), 'a.csv')).toBe('pdf')
  })
  test('a large file that is nothing is known early', () => {
    const reader = typeReader()
    expect(reader.take(Buffer.alloc(5000))).toBe(false)
  })
  test('whatever comes, it ends', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, isZip) => {
        const start = isZip ? latin('PK\u0003\u0004') : Buffer.alloc(0)
        const end = isZip ? latin('PK\u0005\u0006') : Buffer.alloc(0)
        typeOf(Buffer.concat([start, bytes, end, bytes]))
      }),
    ))
})

describe('a name', () => {
  const names: readonly (readonly [given: string, safe: string])[] = [
    ['dyplom.pdf', 'dyplom.pdf'],
    ['Zażółć gęślą.PDF', 'Zażółć gęślą.pdf'],
    ['page.html', 'page.pdf'],
    ['two.tar.gz', 'two.tar.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\Zofia\\a.pdf', 'a.pdf'],
    // Shown as gnp.exe it would read as a drawing.
    ['kopie\u202egpj.exe', 'kopiegpj.pdf'],
    ['a\u2066b\u2069\u200bc.pdf', 'abc.pdf'],
    ['a\u0000b\nc.pdf', 'ab c.pdf'],
    ['<script>"x"?*.pdf', '_script__x___.pdf'],
    ['.htaccess', 'file.pdf'],
    ['', 'file.pdf'],
    ['   ', 'file.pdf'],
    ['CON', 'file-CON.pdf'],
    ['lpt1.txt', 'file-lpt1.pdf'],
    ['e\u0301.pdf', 'é.pdf'],
  ]
  test.each(names)('%j', (given, safe) => expect(safeName(given, 'pdf')).toBe(safe))
  test('is never longer than systems take', () => {
    expect([...safeName('ż'.repeat(500), 'pdf')].length).toBe(104)
    expect(safeName('😀'.repeat(500), 'pdf').isWellFormed()).toBe(true)
  })
  test('a title is one line that runs one way', () => {
    expect(visibleText(' Dyplom\u202e\n  nr\u0007 5 ')).toBe('Dyplom nr 5')
  })
})
