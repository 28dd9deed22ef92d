// Goal: the doors of the directory answer the contract as JSON and the same as a page.
// Method: calls through the whole way in, over a small directory in memory.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createApp } from '../base/app.ts'
import { library, readLanguages } from '../base/text.ts'
import type { Actor } from '../permission/model.ts'
import { readProcedureTexts } from '../procedure/store.ts'
import { finderOver, openWords } from './finder.ts'
import { readLexicons } from './lexicons.ts'
import type { Authority } from './model.ts'
import { searchDoor } from './search-routes.ts'
import { inventedAuthority, recordOf, smallDirectory } from './small-directory.ts'
import { foundListSchema } from './view.ts'

const root = resolve(import.meta.dirname, '..', '..')

/** Texts of other rooms, as far as these doors need them. */
const others = {
  'permission.sign-in': 'sign in',
  'base.fields.invalid': 'invalid',
  'base.field.type': 'type',
  'base.fault.404.title': 'not found',
  'base.fault.404.remedy': 'search',
  'base.fault.home': 'home',
}

function textsOf() {
  const messages = new Map<string, Record<string, string>>()
  readProcedureTexts(root, messages)
  for (const lang of ['en', 'de']) {
    for (const prefix of ['authority', 'authority-finder']) {
      const own: Record<string, string> = JSON.parse(
        readFileSync(resolve(root, `texts/${lang}/${prefix}.json`), 'utf8'),
      )
      for (const [key, text] of Object.entries(own))
        Object.assign(messages.get(lang) ?? {}, { [`${prefix}.${key}`]: text })
    }
    Object.assign(messages.get(lang) ?? {}, others)
  }
  return library(readLanguages(root), messages)
}

const registries = Array.from({ length: 45 }, (_, at) =>
  inventedAuthority({
    id: `mt-${at}`,
    country: 'MT',
    town: 'Rabat',
    type: 'civil-registry',
    level: 'local',
    area: 'public-documents',
    officialNames: [{ lang: 'mt', name: `Reġistru ${at} <b>` }],
    informalTitles: { en: 'Civil registry & co', de: 'Standesamt' },
  }),
)
const directory: readonly Authority[] = [...smallDirectory, ...registries]
const texts = textsOf()
const finder = finderOver(directory, openWords(texts, readLexicons(root)))
/** What the database says by now: one authority was suspended after the index was made. */
let suspended = ''

const actor: Actor = {
  ...{ user: 'u', name: 'Anna Muster', lang: 'en', authority: 'at-architect', country: 'AT' },
  roles: { '*': ['request-handler'] },
}

const appFor = (who: Actor | null) =>
  createApp<Actor>({
    library: texts,
    doors: [
      searchDoor({
        store: {
          byIds: async ids =>
            new Map(
              directory
                .filter(({ id }) => ids.includes(id))
                .map(one => [one.id, recordOf(one.id === suspended ? { ...one, status: 'suspended' } : one)]),
            ),
        },
        finder: { read: async query => finder.read(query), choices: () => finder.choices },
      }),
    ],
    passages: [],
    recognise: async () => ({ who, csrf: '', isCsrf: () => false, lang: null, zone: 'UTC', isProgram: true }),
    wrap: (_, page) => `<title>${page.title}</title>${page.main}`,
    publicUrl: 'http://localhost',
    onFault: error => {
      throw error
    },
  })

const get = async (path: string, wants: 'json' | 'html' = 'json', lang = 'en', who: Actor | null = actor) => {
  const accept = wants === 'json' ? 'application/json' : 'text/html'
  const headers = { accept, 'accept-language': lang }
  const response = await appFor(who).request(`http://localhost${path}`, { headers })
  return { status: response.status, text: await response.text() }
}
const search = async (query: string, lang = 'en') =>
  foundListSchema.parse(JSON.parse((await get(`/authorities?${query}`, 'json', lang)).text))

describe('GET /authorities', () => {
  test('answers the hits with their reasons, in the language asked for', async () => {
    const { items, next } = await search('q=nurse+Austria', 'de')
    expect(items[0]).toEqual({
      authority: 'at-general-care-nurse',
      officialName: 'Kammer für Pflegeberufe Wien',
      officialNameLang: 'de',
      informalTitle: 'Berufskammer (general-care-nurse)',
      country: 'AT',
      town: 'Wien',
      type: 'professional-regulator',
      level: 'regional',
      competences: ['general-care-nurse'],
      score: expect.any(Number),
      why: [
        { word: 'nurse', matched: 'nurse', rule: 'exact', means: 'profession.general-care-nurse' },
        { word: 'Austria', matched: 'Austria', rule: 'exact', means: 'country.AT' },
      ],
    })
    expect(next).toBeNull()
  })

  test('pages follow each other without gap or repeat', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    for (let page = 0; cursor !== null && page < 9; page++) {
      const answer = await search(`country=MT${cursor && `&cursor=${cursor}`}`)
      seen.push(...answer.items.map(({ authority }) => authority))
      cursor = answer.next
    }
    expect(seen.toSorted()).toEqual(registries.map(({ id }) => id).toSorted())
  })

  test('an authority suspended since the index was made is left out', async () => {
    suspended = 'el-pharmacist'
    expect((await search('q=pharmacist+Greece')).items.map(({ authority }) => authority)).not.toContain(
      suspended,
    )
    suspended = ''
    expect((await search('q=pharmacist+Greece')).items[0]?.authority).toBe('el-pharmacist')
  })

  test.each(['zzz', 'ZnJvbTo5OTk5', 'ZnJvbTotMQ'])('refuses the cursor %s', async cursor => {
    const { status, text } = await get(`/authorities?cursor=${cursor}`)
    expect([status, JSON.parse(text).problems[0].path]).toEqual([422, 'cursor'])
  })

  test('where a page waits for the choice, each hit leads back there; nowhere else', async () => {
    for (const action of ['forward', 'split']) {
      const back = `/exchanges/2026-MT-00000001/actions/${action}`
      const { text } = await get(`/authorities?country=MT&for=${back}`, 'html')
      expect(text).toContain(`href="${back}?recipient=mt-0"`)
      expect(text).not.toContain('/exchanges/new')
    }
    expect((await get('/authorities?for=//elsewhere.invalid')).status).toBe(422)
  })

  test('the page shows what the JSON says, keeps what was asked and links a new request', async () => {
    const { text } = await get('/authorities?q=%22registry&country=MT', 'html')
    expect(text).toContain('value="&quot;registry"')
    expect(text).toContain('<option value="MT" selected>Malta</option>')
    expect(text).toContain('Civil registry &amp; co')
    expect(text).toMatch(/<span lang="mt">Reġistru \d+ &lt;b&gt;<\/span>/)
    expect(text).toContain('href="/exchanges/new?recipient=mt-0"')
    expect(text).toContain('“registry” stands for “')
    expect(text).toMatch(/href="\/authorities\?q=%22registry&amp;country=MT&amp;cursor=[\w-]+"/)
  })

  test('a new request is offered to who may act only', async () => {
    const looker = { ...actor, roles: { '*': ['basic-user'] } } as const
    const path = '/authorities?country=MT'
    expect((await get(path, 'html')).text).toContain('/exchanges/new')
    expect((await get(path, 'html', 'en', looker)).text).not.toContain('/exchanges/new')
  })

  test('the page says why a hit was found, by the rule', async () => {
    const { text } = await get('/authorities?q=archtect', 'html', 'de')
    expect(text).toContain('„archtect“ wird ähnlich geschrieben wie „')
    expect((await get('/authorities?q=malta', 'html')).text).toContain('Contains “malta”')
  })

  test('an empty answer says what to try', async () => {
    expect((await get('/authorities?q=qqqqqq', 'html')).text).toContain('Use fewer words')
  })
})

test.each(['/authorities?q=nurse'])('%s is for officials', async path => {
  const asProgram = await get(path, 'json', 'en', null)
  expect([asProgram.status, JSON.parse(asProgram.text).code]).toEqual([401, 'permission.sign-in'])
  expect((await get(path, 'html', 'en', null)).status).toBe(303)
})

test('both languages have the same keys', () => {
  const keys = ['en', 'de'].map(lang =>
    Object.keys(JSON.parse(readFileSync(resolve(root, `texts/${lang}/authority.json`), 'utf8'))),
  )
  expect(keys[0]).toEqual(keys[1])
})
