// Goal: readers see which pairs are served and how well, as page and as JSON; each text of this room exists.
// Method: the door with invented engines, in the two languages that this room's texts are first written in.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Call } from '../base/door.ts'
import { type Lang, library, type Messages, type Texts } from '../base/text.ts'
import type { Engine, Reason, Route, Warning } from './model.ts'
import { type TranslationView, translationDoors } from './routes.ts'

const read = (lang: Lang): Messages => {
  const file = new URL(`../../texts/${lang}/translation.json`, import.meta.url)
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Messages
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [`translation.${key}`, text]))
}
const languages = [
  { code: 'en', name: 'English', group: 'eu' },
  { code: 'de', name: 'Deutsch', group: 'eu' },
] as const
const texts = library(languages, new Map([...languages].map(({ code }) => [code, read(code)])))

const engine = (name: string, routes: readonly Route[]): Engine => ({
  id: name.toLowerCase(),
  name,
  isImmediate: true,
  routes: () => routes,
  translate: async () => ({ state: 'accepted' }),
  stop: async () => {},
})
const fake = engine('Fa<ke', [
  { path: ['es', 'ca', 'de'], quality: 'rough', chrF: 49.5, version: '1' },
  { path: ['fr', 'en'], quality: 'gist', chrF: null, version: '1' },
])

async function visit(engines: readonly Engine[], t: Texts) {
  const [door] = translationDoors<string>(engines, ['es', 'fr', 'de', 'en'])
  const call: Call<string> = {
    t,
    who: null,
    csrf: '',
    url: new URL('http://localhost/translation'),
    wants: 'html',
    idempotencyKey: null,
  }
  const result = await door?.run(call, {
    params: {},
    query: {},
    body: {},
    sent: { kind: 'none', value: null },
  })
  if (!result?.ok) throw new Error('refused')
  const view: TranslationView = door?.view.parse(result.value)
  return { view, page: door?.page?.(view, call) }
}

describe.each(['en', 'de'])('in %s', lang => {
  const t = texts.in(lang)
  test('one row a pair; the way is named where it is not direct', async () => {
    const { view, page } = await visit([fake, engine('Idle', [])], t)
    expect(view.engines).toEqual([{ id: 'fa<ke', name: 'Fa<ke', pairs: 2 }])
    expect(view.pairs.map(pair => [pair.from, pair.to, pair.quality, pair.chrF])).toEqual([
      ['es', 'de', 'rough', 49.5],
      ['fr', 'en', 'gist', null],
    ])
    const markup = String(page?.main)
    expect(markup.match(/<table/g)).toHaveLength(2)
    expect(markup).toContain(`Fa&lt;ke: ${['es', 'ca', 'de'].map(t.language).join(' → ')}`)
    expect(markup).toContain(t.number(49.5))
    expect(markup).toContain(t('translation.page.unmeasured'))
    expect(page?.look).toBe('public')
  })

  test('without an engine it says so', async () => {
    const { view, page } = await visit([], t)
    expect(view).toEqual({ engines: [], pairs: [] })
    expect(String(page?.main)).toContain(t('translation.page.none'))
    expect(String(page?.main)).not.toContain('<table')
  })

  const reasons: Record<Reason, true> = {
    'translation.failed.engine': true,
    'translation.failed.marks': true,
    'translation.failed.long': true,
    'translation.failed.unavailable': true,
  }
  const warnings: Record<Warning, true> = {
    'translation.warning.numbers': true,
    'translation.warning.sentences': true,
  }
  test.each(Object.keys({ ...reasons, ...warnings }))('%s has its sentence', key => {
    expect(t(key).length).toBeGreaterThan(20)
  })
})
