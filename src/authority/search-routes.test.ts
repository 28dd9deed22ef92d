// Goal: the doors of the directory answer the contract as JSON and the same as a page.
// Method: calls through the whole way in, over a small directory in memory.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { registries } from './small-directory.ts'
import { actor, get, meanwhile, search } from './small-doors.ts'

const root = resolve(import.meta.dirname, '..', '..')

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
      languages: ['de'],
      competences: ['general-care-nurse'],
      score: expect.any(Number),
      why: [
        { word: 'nurse', matched: 'nurse', rule: 'exact', means: 'profession.general-care-nurse' },
        { word: 'Austria', matched: 'Austria', rule: 'exact', means: 'country.AT' },
      ],
      instead: null,
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
    meanwhile.suspended = 'el-pharmacist'
    expect((await search('q=pharmacist+Greece')).items.map(({ authority }) => authority)).not.toContain(
      meanwhile.suspended,
    )
    meanwhile.suspended = ''
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
    // What was found comes first on a phone: the filters say how many are set, and open on demand.
    expect(text).toContain('<details class="filters">')
    expect(text).not.toMatch(/<details[^>]* open/)
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

  test('words that led to one term are told together', async () => {
    const { text } = await get('/authorities?q=civil+registry&country=MT', 'html')
    expect(text).toContain('Contains “civil registry”')
    expect(text).not.toContain('“civil” stands for')
  })

  test('a town is a reason for the authorities in it, not for those elsewhere in its country', async () => {
    const query = 'q=data+protection+Innsbruck'
    const { items } = await search(query)
    expect(items[0]).toMatchObject({ authority: 'at-privacy', town: 'Wien' })
    expect(items[0]?.why.map(({ means }) => means)).toContain('town.AT Innsbruck')
    const { text } = await get(`/authorities?${query}`, 'html')
    expect(text).not.toContain('Contains “Innsbruck”')
    expect((await get('/authorities?q=data+protection+Wien', 'html')).text).toContain('Contains “Wien”')
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
