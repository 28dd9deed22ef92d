// Goal: every static file is found, compressed, kept for ever, and asks for nothing that our policy refuses.
// Method: serves the real files; reads the addresses out of the style sheet and the modules and serves them too.
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { assetUrl, serveAsset } from './assets.ts'

const textOf = (name: string): string =>
  Buffer.from(serveAsset(assetUrl(name), null)?.body ?? []).toString('utf8')

const bytesMax = 35_000

describe('assets', () => {
  test('have their content in their name and stay for ever', () => {
    const served = serveAsset(assetUrl('open-imi.css'), 'identity')
    expect(assetUrl('open-imi.css')).toMatch(/^\/assets\/open-imi-[0-9a-f]{10}\.css$/)
    expect(served?.headers).toMatchObject({
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
    expect(served?.headers).not.toHaveProperty('Content-Encoding')
  })

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.5', 'br'],
    ['gzip;q=0', undefined],
    ['', undefined],
  ])('answer "%s" with %s', (accepted, encoding) => {
    const served = serveAsset(assetUrl('open-imi.css'), accepted)
    expect(served?.headers['Content-Encoding']).toBe(encoding)
    const body = Buffer.from(served?.body ?? [])
    const plain =
      encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
    expect(plain.toString('utf8')).toBe(textOf('open-imi.css'))
  })

  test('fonts are not compressed again', () => {
    const served = serveAsset(assetUrl('source-sans-3-latin-400.woff2'), 'br')
    expect(served?.headers).toMatchObject({ 'Content-Type': 'font/woff2' })
    expect(served?.headers).not.toHaveProperty('Content-Encoding')
  })

  test('the style sheet names only files that are served, and none inside itself', () => {
    const css = textOf('open-imi.css')
    expect(css).not.toContain('data:')
    const named = [...css.matchAll(/url\("?([^")]*)"?\)/g)].map(([, url]) => url ?? '')
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter(url => serveAsset(url, null) === null)).toEqual([])
  })

  test('the style sheet keeps the kit, our layers after it, and its budget', () => {
    const css = textOf('open-imi.css')
    expect(css).toMatch(/@layer ds\.theme,\s*ds\.base,\s*ds\.components,\s*imi\.token/)
    for (const part of [
      '.ds-button',
      '.ds-input',
      '.ds-error-summary',
      '--ds-size-4',
      '.text-pair',
      '.worklist',
    ])
      expect(css).toContain(part)
    expect(serveAsset(assetUrl('open-imi.css'), 'gzip')?.body.length).toBeLessThan(bytesMax)
  })

  test('modules load only our own addresses', () => {
    for (const name of ['form-draft.js', 'authority-box.js', 'keys.js', 'refresh-pending.js']) {
      const imports = [...textOf(name).matchAll(/^import '([^']*)'/gm)].map(([, url]) => url ?? '')
      expect(imports.filter(url => serveAsset(url, null) === null)).toEqual([])
    }
    expect(textOf('authority-box.js')).toMatch(/import '\/assets\/u-combobox-/)
  })

  test('nothing else is served', () => {
    for (const path of ['/assets/open-imi.css', '/assets/../package.json', '/assets/', '/'])
      expect(serveAsset(path, null)).toBeNull()
    expect(() => assetUrl('unknown.css')).toThrow()
  })
})
