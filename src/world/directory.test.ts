// Goal: the directory is as large as the frame says, the same each time, and sound in every language and field.
// Method: counts and properties over all authorities; the officials over the same directory.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { cast as castByName } from '../../test/cast.ts'
import { cast } from './cast.ts'
import { chanceOf } from './chance.ts'
import { frame } from './frame.ts'
import { inventName, inventOfficials } from './people.ts'
import { catalogue, inventAll, languages, lexicons, wordsOf } from './small-world.ts'

const directory = inventAll()
const byId = new Map(directory.map(authority => [authority.id, authority]))
const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

describe('the directory', () => {
  test('has each type once a country or once a town, and its coordinators', () => {
    const country = 12 * 16 - 16 + 13 * 16 + 4 + 1 + 3
    expect(directory).toHaveLength(30 * country)
    expect(byId.size).toBe(directory.length)
  })

  test('is the same each time', () => {
    const some = (all: typeof directory) => all.filter((_, at) => at % 20 === 0)
    expect(hashOf(some(inventAll()))).toBe(hashOf(some(directory)))
  })

  test.each([
    [
      'pl-professional-regulator-physiotherapist-01',
      'PL',
      'Warszawa',
      'regional',
      ['physiotherapist', 'osteopath'],
    ],
    ['el-labour-inspectorate-16', 'EL', 'Χανιά', 'regional', ['minimum-wage']],
    ['de-data-protection-authority', 'DE', 'Berlin', 'national', ['data-breach']],
    ['fi-national-coordinator', 'FI', 'Helsinki', 'national', []],
    ['se-area-coordinator-services', 'SE', 'Stockholm', 'national', []],
    ['ie-private-security-authority-02', 'IE', 'Cork', 'regional', ['private-security']],
  ])('%s', (id, country, town, level, competences) => {
    expect(byId.get(id)).toMatchObject({ country, town, level, isInvented: true })
    expect(byId.get(id)?.competences).toEqual(expect.arrayContaining(competences))
  })

  test('names each authority in the languages of its country, and says what it is in all of them', () => {
    expect(byId.get('fi-labour-inspectorate-01')?.officialNames.map(({ lang }) => lang)).toEqual(['fi', 'sv'])
    expect(byId.get('pl-professional-regulator-physiotherapist-01')?.informalTitles).toMatchObject({
      en: 'Physiotherapist – regulator of a profession, Warszawa',
      de: expect.stringContaining('Physiotherapeut'),
    })
    expect(byId.get('pl-health-ministry')?.informalTitles.en).toBe('Ministry of health, Poland')
    for (const { id, informalTitles, officialNames } of directory) {
      expect(Object.keys(informalTitles).sort(), id).toEqual([...languages].sort())
      const texts = [...Object.values(informalTitles), ...officialNames.map(({ name }) => name)]
      expect(
        texts.filter(text => text.trim() === '' || /[{}]|undefined/.test(text)),
        id,
      ).toEqual([])
    }
  })

  test('tells the authorities of a country apart by name in each language', () => {
    const seen = directory.flatMap(({ country, officialNames }) =>
      officialNames.map(({ lang, name }) => `${country} ${lang} ${name}`),
    )
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('writes to nobody and names no real number', () => {
    for (const { email, website, phone, postcode } of directory) {
      expect(email).toMatch(/@example\.invalid$/)
      expect(website).toMatch(/\.example$/)
      expect(phone).toMatch(/^\+999 /)
      expect(postcode).not.toMatch(/[#@]/)
    }
  })

  test('uses only competences of the lexicon and areas of the lexicon', () => {
    const { profession, activity, keyword, area } = lexicons.get('en') ?? {}
    const known = new Set([profession, activity, keyword].flatMap(kind => Object.keys(kind ?? {})))
    expect(directory.flatMap(({ competences }) => competences.filter(id => !known.has(id)))).toEqual([])
    expect(directory.filter(one => !area?.[one.area])).toEqual([])
    expect(catalogue.all.filter(procedure => !frame.coordinatedAreas.includes(procedure.area))).toEqual([])
  })

  test('has a handful of suspended authorities, none in a capital', () => {
    const suspended = directory.filter(({ status }) => status !== 'active')
    expect(suspended.length).toBeGreaterThan(1)
    expect(suspended.length).toBeLessThan(20)
    expect(suspended.filter(({ id }) => id.endsWith('-01'))).toEqual([])
  })
})

describe('the officials', () => {
  const { accounts, roles, handlers } = inventOfficials(directory, wordsOf)

  test('are about 35,000, the same each time', () => {
    expect(accounts.length).toBeGreaterThan(33_000)
    expect(accounts.length).toBeLessThan(37_000)
    expect(new Set(accounts.map(({ user }) => user)).size).toBe(accounts.length)
    expect(hashOf(inventOfficials(directory, wordsOf).accounts)).toBe(hashOf(accounts))
  })

  test('handle requests at each authority, in one of its languages', () => {
    for (const { id, languages: spoken } of directory) {
      const found = handlers.get(id) ?? []
      expect(found.length, id).toBeGreaterThan(0)
      expect(
        found.filter(({ lang }) => !spoken.includes(lang)),
        id,
      ).toEqual([])
    }
  })

  test('have their roles in the legal area of their authority', () => {
    const unknown = roles.filter(({ authority, area }) => area !== '*' && byId.get(authority)?.area !== area)
    expect(unknown).toEqual([])
    expect(new Set(roles.map(({ role }) => role)).size).toBe(6)
    expect(new Set(roles.map(held => JSON.stringify(held))).size).toBe(roles.length)
  })

  test('have names that agree in gender', () => {
    const { givenNames, familyNames } = wordsOf('pl')
    const isWoman = (names: readonly string[], name: string) => names.indexOf(name) < 10
    for (let i = 0; i < 50; i++) {
      const { given, family } = inventName(wordsOf('pl'), 'pl', chanceOf(`name ${i}`))
      expect(isWoman(givenNames, given)).toBe(isWoman(familyNames, family))
    }
  })

  test('of the cast come first, with authorities that exist and languages that these speak', () => {
    expect(cast.map(({ castOrder }) => castOrder)).toEqual(cast.map((_, at) => at + 1))
    expect(Object.keys(castByName)).toEqual(cast.map(({ short }) => short))
    expect(new Set(Object.values(castByName).map(({ country }) => country)).size).toBeGreaterThanOrEqual(8)
    for (const { user, lang, roles: held } of cast) {
      expect(roles.filter(role => role.user === user)).toHaveLength(held.length)
      for (const { authority } of held) expect(byId.get(authority)?.languages).toContain(lang)
    }
  })
})
