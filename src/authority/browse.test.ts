// Goal: the directory can be browsed, a search narrowed and widened, and words are completed while one types.
// Method: calls through the whole way in, over a small directory in memory.
import { describe, expect, test } from 'vitest'
import { get, search } from './small-doors.ts'

describe('browsing', () => {
  test('counts what the filters leave, only where no text was asked for', async () => {
    const { counts } = await search('country=AT')
    expect(counts).toEqual({
      total: 3,
      countries: [{ id: 'AT', count: 3 }],
      regions: [],
      areas: [
        { id: 'data-protection', count: 1 },
        { id: 'professional-qualifications', count: 2 },
      ],
      types: [
        { id: 'data-protection-authority', count: 1 },
        { id: 'professional-regulator', count: 2 },
      ],
    })
    expect((await search('q=nurse')).counts).toBeNull()
  })

  test('a region has all that lie in it', async () => {
    const ids = async (query: string) => (await search(query)).items.map(({ authority }) => authority)
    expect(await ids('region=BG3')).toEqual(['bg-labour'])
    expect(await ids('region=BG34&country=BG')).toEqual(['bg-labour'])
    expect(await ids('region=BG4')).toEqual([])
  })

  test('the first page offers every country with its number, and keeps the page that waits', async () => {
    const { text } = await get('/authorities?for=/exchanges/2026-MT-00000001/actions/forward', 'html')
    expect(text).toMatch(/<li data-country="MT"><a href="[^"]*for=[^"]*country=MT">[\s\S]*Malta[\s\S]*45/)
    expect(text).not.toContain('class="found"')
  })

  test('a country has its areas and types as links', async () => {
    const { text } = await get('/authorities?country=AT', 'html')
    expect(text).toContain('3 authorities')
    expect(text).toContain('href="/authorities?country=AT&amp;area=data-protection"')
    expect(text).toContain('href="/authorities?country=AT&amp;type=professional-regulator"')
  })
})

describe('chips', () => {
  test('each filter and each meaning can be taken away', async () => {
    const { text } = await get('/authorities?q=nurse+Austria&town=Wien', 'html')
    expect(text).toContain('href="/authorities?q=nurse+Austria"')
    expect(text).toContain('href="/authorities?q=Austria&amp;town=Wien"')
    expect(text).toContain('href="/authorities?q=nurse&amp;town=Wien"')
  })

  test('an empty answer names the words that nothing fits and leads to the directory of the country', async () => {
    const { text } = await get('/authorities?q=qqqqqq&country=MT', 'html')
    expect(text).toMatch(/instead of qqqqqq/)
    expect(text).toContain('href="/authorities?country=MT"')
  })
})

describe('GET /authorities/suggest', () => {
  const suggestions = async (query: string, lang = 'en') =>
    JSON.parse((await get(`/authorities/suggest?${query}`, 'json', lang)).text).items

  test('completes the last words, in the language of the reader', async () => {
    expect((await suggestions('q=Krankenschwester+in+%C3%96sterr', 'de'))[0]).toEqual({
      text: 'Österreich',
      kind: 'country',
      kindName: 'Land',
      means: 'country.AT',
      completed: 'Krankenschwester in Österreich',
    })
  })

  test('is for officials', async () => {
    expect((await get('/authorities/suggest?q=nur', 'json', 'en', null)).status).toBe(401)
  })

  test('never offers the name of an authority', async () => {
    expect(await suggestions('q=Vergunningen')).toEqual([])
  })
})
