// Goal: links of the search page change what they say and nothing else.
// Method: a table of addresses.
import { expect, test } from 'vitest'
import { directoryHref, narrowed, widened, withoutWords } from './search-links.ts'

const at = (search: string): URL => new URL(`http://here.invalid/authorities${search}`)

test.each([
  [
    'one filter more, the first page again',
    narrowed(at('?q=a&cursor=x'), 'country', 'DE'),
    '?q=a&country=DE',
  ],
  ['another value of a filter', narrowed(at('?country=AT'), 'country', 'DE'), '?country=DE'],
  ['a filter less', widened(at('?q=a&type=x&country=AT'), 'type'), '?q=a&country=AT'],
  ['whole words only', withoutWords(at('?q=Wien+in+Inn'), ['in']), '?q=Wien+Inn'],
  ['a word with signs round it', withoutWords(at('?q=%22nurse%22,+Malta'), ['nurse']), '?q=%22+%22%2C+Malta'],
  ['several words', withoutWords(at('?q=doctor+of+medicine+Wien'), ['doctor', 'medicine']), '?q=of+Wien'],
  [
    'a directory, for the page that waits',
    directoryHref(at('?q=a&type=b&for=/x'), 'EL'),
    '?for=%2Fx&country=EL',
  ],
  ['nothing left', directoryHref(at('?q=a&lang=de'), null), ''],
])('%s', (_, href, search) => expect(href).toBe(`/authorities${search}`))
