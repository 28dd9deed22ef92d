// The parts of a spreadsheet that are the same in every file (ECMA-376), and how its markup is written.
import { escapeText } from './html.ts'

const schemas = 'http://schemas.openxmlformats.org'
const relations = `${schemas}/officeDocument/2006/relationships`
export const mainSpace = `${schemas}/spreadsheetml/2006/main`
export const relationSpace = relations

/** One element; attributes are escaped, what is inside is markup already. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inside = '',
): string {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(String(value))}"`)
  return `<${name}${listed.join('')}>${inside}</${name}>`
}

export const part = (markup: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${markup}`

const typesOf = (kind: string): string =>
  `application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml`
const override = (path: string, kind: string): string =>
  tag('Override', { PartName: path, ContentType: typesOf(kind) })

const relationship = (id: string, kind: string, path: string): string =>
  tag('Relationship', { Id: id, Type: `${relations}/${kind}`, Target: path })
const relationships = (...all: readonly string[]): string =>
  part(tag('Relationships', { xmlns: `${schemas}/package/2006/relationships` }, all.join('')))

const contentTypes = [
  tag('Default', {
    Extension: 'rels',
    ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
  }),
  tag('Default', { Extension: 'xml', ContentType: 'application/xml' }),
  override('/xl/workbook.xml', 'sheet.main'),
  override('/xl/worksheets/sheet1.xml', 'worksheet'),
  override('/xl/styles.xml', 'styles'),
]

/** Places in `cellXfs` below. */
export const style = { text: 0, head: 1, day: 2, quoted: 3, line: 4 } as const

const font = (inside = ''): string =>
  tag('font', {}, inside + tag('sz', { val: 11 }) + tag('name', { val: 'Calibri' }))
const fill = (pattern: string): string => tag('fill', {}, tag('patternFill', { patternType: pattern }))
const sides = ['left', 'right', 'top', 'bottom', 'diagonal'].map(side => tag(side, {})).join('')
const bare = { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 }

/** Long texts are broken into lines, not cut off; days stand away from the next column. */
const whole = tag('alignment', { vertical: 'top', wrapText: 1 })
const atLeft = tag('alignment', { vertical: 'top', horizontal: 'left' })

/** Format 14 is the short day of whoever opens the file. */
const styles = [
  tag('fonts', { count: 2 }, font() + font(tag('b', {}))),
  tag('fills', { count: 2 }, fill('none') + fill('gray125')),
  tag('borders', { count: 1 }, tag('border', {}, sides)),
  tag('cellStyleXfs', { count: 1 }, tag('xf', bare)),
  tag(
    'cellXfs',
    { count: 5 },
    [
      tag('xf', { ...bare, xfId: 0, applyAlignment: 1 }, whole),
      tag('xf', { ...bare, fontId: 1, xfId: 0, applyFont: 1, applyAlignment: 1 }, whole),
      tag('xf', { ...bare, numFmtId: 14, xfId: 0, applyNumberFormat: 1, applyAlignment: 1 }, atLeft),
      tag('xf', { ...bare, xfId: 0, quotePrefix: 1, applyAlignment: 1 }, whole),
      tag('xf', { ...bare, xfId: 0 }),
    ].join(''),
  ),
]

export const fixedParts = {
  '[Content_Types].xml': part(
    tag('Types', { xmlns: `${schemas}/package/2006/content-types` }, contentTypes.join('')),
  ),
  '_rels/.rels': relationships(relationship('rId1', 'officeDocument', 'xl/workbook.xml')),
  'xl/_rels/workbook.xml.rels': relationships(
    relationship('rId1', 'worksheet', 'worksheets/sheet1.xml'),
    relationship('rId2', 'styles', 'styles.xml'),
  ),
  'xl/styles.xml': part(tag('styleSheet', { xmlns: mainSpace }, styles.join(''))),
}

export const frozenHead = tag(
  'sheetViews',
  {},
  tag(
    'sheetView',
    { workbookViewId: 0 },
    tag('pane', { ySplit: 1, topLeftCell: 'A2', activePane: 'bottomLeft', state: 'frozen' }),
  ),
)

/** On paper: A4 across, all columns on one page, as many pages as the rows need. */
export const onPaper = {
  before: tag('sheetPr', {}, tag('pageSetUpPr', { fitToPage: 1 })),
  after:
    tag('pageMargins', { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 }) +
    tag('pageSetup', { paperSize: 9, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 }) +
    tag('headerFooter', {}, tag('oddFooter', {}, '&amp;L&amp;A&amp;R&amp;P / &amp;N')),
  /** The first row is repeated on each page. `sheet` is the lawful name of the sheet. */
  names: (sheet: string): string =>
    tag(
      'definedNames',
      {},
      tag('definedName', { name: '_xlnm.Print_Titles', localSheetId: 0 }, `'${escapeText(sheet)}'!$1:$1`),
    ),
}
