// Everything static, found at start: named by its content, kept by browsers for ever; compressed when first asked for.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { kitStyles } from './kit.ts'

type Asset = {
  readonly type: string
  readonly plain: Buffer
  /** Null where it would not help. */
  readonly gzip: (() => Buffer) | null
  readonly brotli: (() => Buffer) | null
}

export type Served = {
  readonly status: 200
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
}

const folder = join(import.meta.dirname, '..', '..', 'assets')

/** Our sheets in the order of the cascade; the kit stands before them in the same file. */
const sheets = [
  'theme.css',
  'house.css',
  'form.css',
  'exchange.css',
  'editor.css',
  'directory.css',
  'tracking.css',
  'attachment.css',
  'coordination.css',
  'keeping.css',
  'block.css',
  'public.css',
  'scoreboard.css',
  'statistics.css',
  'chart.css',
  'print.css',
]
/** What a module imports stands before it. */
const modules = [
  'option-list.js',
  'form-draft.js',
  'authority-box.js',
  'search-box.js',
  'choice-search.js',
  'case-proposals.js',
  'keys.js',
  'refresh-pending.js',
  'live-changes.js',
  'text-blocks.js',
]

const byPath = new Map<string, Asset>()
const urls = new Map<string, string>()

function add(name: string, content: Buffer | string): string {
  const plain = Buffer.from(content)
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 10)
  const ending = extname(name)
  const url = `/assets/${basename(name, ending)}-${hash}${ending}`
  const isText = ending !== '.woff2'
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  byPath.set(url, {
    type: types[ending] ?? 'application/octet-stream',
    plain,
    gzip: isText ? once(() => gzipSync(plain, { level: 9 })) : null,
    brotli: isText ? once(() => brotliCompressSync(plain, quality)) : null,
  })
  urls.set(name, url)
  return url
}

/** Compressing all of them would delay each start by half a second. */
function once(make: () => Buffer): () => Buffer {
  let made: Buffer | null = null
  return () => {
    made ??= make()
    return made
  }
}

const readText = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** The kit draws icons by data addresses, which our policy refuses: each becomes a file of its own. */
const withoutDataUrls = (css: string): string =>
  css.replace(/url\("data:image\/svg\+xml;charset=utf-8,([^"]*)"\)/g, (_, drawing: string) => {
    const svg = decodeURIComponent(drawing)
    const name = `kit-${createHash('sha256').update(svg).digest('hex').slice(0, 6)}.svg`
    return `url("${urls.get(name) ?? add(name, svg)}")`
  })

const withoutComments = (css: string): string =>
  css
    .replace(/\/\*(?!!)[\s\S]*?\*\//g, '')
    .replace(/\n\s*/g, '\n')
    .replace(/\n+/g, '\n')

function load(): void {
  for (const font of readdirSync(join(folder, 'fonts')).filter(name => name.endsWith('.woff2')))
    add(font, readFileSync(join(folder, 'fonts', font)))
  add('mark.svg', readText('mark.svg'))
  const ours = sheets.map(readText).join('\n')
  const css = withoutDataUrls(kitStyles()) + withoutComments(ours)
  const fontUrl = (_: string, name: string): string => `url("${urls.get(name) ?? ''}")`
  add('open-imi.css', css.replace(/url\("fonts\/([\w-]+\.woff2)"\)/g, fontUrl))
  const combobox = fileURLToPath(import.meta.resolve('@u-elements/u-combobox'))
  add('u-combobox.js', readFileSync(combobox))
  const modulePath = (whole: string, name: string): string => (urls.has(name) ? `'${urls.get(name)}'` : whole)
  for (const name of modules) add(name, readText(name).replace(/'\.\/([\w-]+\.js)'/g, modulePath))
}

load()

/** Address of one of our files, with its content's hash. An unknown name is a fault. */
export function assetUrl(name: string): string {
  const url = urls.get(name)
  if (url === undefined) throw new Error(`asset missing: ${name}`)
  return url
}

/** The file behind an address, in the best encoding that the browser takes; null where there is none. */
export function serveAsset(path: string, acceptEncoding: string | null): Served | null {
  const asset = byPath.get(path)
  if (!asset) return null
  const [encoding, body] = encoded(asset, acceptEncoding ?? '')
  return {
    status: 200,
    headers: {
      'Content-Type': asset.type,
      'Content-Length': String(body.length),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...(asset.gzip && { Vary: 'Accept-Encoding' }),
      ...(encoding && { 'Content-Encoding': encoding }),
    },
    body: new Uint8Array(body),
  }
}

function encoded(asset: Asset, accepted: string): readonly [string | null, Buffer] {
  const takes = (name: string): boolean =>
    new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`).test(accepted)
  if (asset.brotli && takes('br')) return ['br', asset.brotli()]
  if (asset.gzip && takes('gzip')) return ['gzip', asset.gzip()]
  return [null, asset.plain]
}
