// Goal: what must not change is cut out of a text and comes back in its place, between whole sentences.
// Method: a table of texts with the spans expected and one of what is not a span; property: cutting loses
// nothing.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasSameMarks, namesHeld, protect, restore } from './protect.ts'
import { cutSentences, haveSameNumbers } from './sentence.ts'

const spans = (text: string, lang = 'es', names: readonly string[] = []) => protect(text, names, lang).spans

describe('protected', () => {
  test.each([
    ['con documento n.º ES-123456.', ['ES-123456']],
    ['Directiva 2005/36/EC, artículo 5(2)', ['2005/36/EC', '5(2)']],
    ['οδηγία 2005/36/ΕΚ και 2005/36/EÜ', ['2005/36/ΕΚ', '2005/36/EÜ']],
    ['el Reglamento (UE) n.º 1024/2012', ['1024/2012']],
    ['Article 13 (4)(b) and Article 49a(1)', ['13 (4)(b)', '49a(1)']],
    ['a 2005/36/EC-based rule', ['2005/36/EC']],
    ['CELEX 32005L0036 y ECLI:EU:C:2015:652', ['32005L0036', 'ECLI:EU:C:2015:652']],
    ['exchange 2026-PL-48392051, IVA ESB12345678', ['2026-PL-48392051', 'ESB12345678']],
    ['desde el 12.03.2024, 2024-03-12 y 1/2/2024', ['12.03.2024', '2024-03-12', '1/2/2024']],
    ['ze dne 12. 6. 2009 v 14:30', ['12. 6. 2009', '14:30']],
    ['2024-03-12T14:30:00Z', ['2024-03-12T14:30:00Z']],
    ['pagó 1 250,50 €, € 1,250.50 y EUR 300', ['1 250,50 €', '€ 1,250.50', 'EUR 300']],
    ['1\u00a0250,50\u00a0€', ['1\u00a0250,50\u00a0€']],
    ['12 450,50 Kč, 4 320,50 zł; 185.250 kr.', ['12 450,50 Kč', '4 320,50 zł', '185.250 kr']],
    ['9.350,50 kr. betalt', ['9.350,50 kr.']],
    ['un 12,5 % y 1.250', ['12,5 %', '1.250']],
    ['IBAN ES91 2100 0418 4502 0005 1332', ['ES91 2100 0418 4502 0005 1332']],
    ['tel. +48 22 123 45 67', ['+48 22 123 45 67']],
    ['escriba a ana@example.eu o https://example.eu/a?b=1.', ['ana@example.eu', 'https://example.eu/a?b=1']],
    [
      '„Arhiva veche” «Archivo» “Seanchartlann” "X"',
      ['„Arhiva veche”', '«Archivo»', '“Seanchartlann”', '"X"'],
    ],
    ['»Arkiv 1 250,50 €« og ”Gamla”', ['»Arkiv 1 250,50 €«', '”Gamla”']],
    ['a ⟦0⟧ mark', ['⟦', '⟧']],
  ] as const)('%s', (text, expected) => expect(spans(text)).toEqual(expected))

  test.each([
    'en 25 días',
    'in 2024 and 4-month-old',
    'the 2nd and 1er',
    'from 1 to 3.',
    'a/b and c-d',
    'U.S. law',
  ])('not: %s', text => expect(spans(text, 'en')).toEqual([]))
})

describe('names', () => {
  const given = ['María López García', 'Ur, Noah', 'Søren Kjærgaard']
  test.each([
    ['MARÍA LÓPEZ GARCÍA y López', ['MARÍA LÓPEZ GARCÍA', 'López']],
    ['Noah, de la ciudad de Ur', ['Noah']],
    ['lópez García-Margall', ['García']],
  ] as const)('handed in: %s', (text, expected) => expect(spans(text, 'de', given)).toEqual(expected))

  test.each([
    ['es', 'La señora Carmen Blanco de la Fuente trabaja.', ['Carmen Blanco de la Fuente']],
    ['es', 'Según el doctor Santos, no.', ['Santos']],
    ['es', 'María Ángeles Cruz trabaja.', ['María Ángeles Cruz']],
    ['fr', 'Mme Élodie Martin et M. Petit', ['Élodie Martin', 'Petit']],
    ['en', 'Ms White and John F. Short', ['White', 'John F. Short']],
    ['hr', 'Gospođa Ivana Horvat ima dokument.', ['Ivana Horvat']],
    ['bg', 'Г-жа Мария Иванова работи.', ['Мария Иванова']],
    ['es', 'La Unión Europea y el Ministerio de Sanidad', []],
    ['es', 'El Colegio de Médicos de Madrid', []],
    ['en', 'The Member State and the United Kingdom', []],
    ['en', 'Please confirm. Madrid is far.', []],
    ['it', 'nel Vostro Paese', []],
    ['de', 'Die Zuständige Stelle Berlin', []],
  ] as const)('found in %s: %s', (lang, text, expected) => expect(spans(text, lang)).toEqual(expected))

  test('only the names that a text holds belong to it', () => {
    expect(namesHeld('la señora lópez', given)).toEqual(['María López García'])
    expect(namesHeld('nobody', given)).toEqual([])
  })
})

describe('sentences', () => {
  test.each([
    ['en', 'One. Two? Three!', ['One.', 'Two?', 'Three!']],
    ['en', 'See Art. 5 and Dr. No. Next one.', ['See Art. 5 and Dr. No. Next one.']],
    ['en', 'First line\nsecond line\r\n\r\n  third.  ', ['First line', 'second line', 'third.']],
    ['de', 'Das gilt z.B. hier. Ja.', ['Das gilt z.B. hier.', 'Ja.']],
    ['bg', 'На 12 март 2024 г. установихме. Край.', ['На 12 март 2024 г. установихме.', 'Край.']],
    ['en', 'End."⟦0⟧ x', ['End."⟦0⟧ x']],
    ['en', '12. 34!', []],
  ] as const)('%s: %s', (lang, text, expected) => expect(cutSentences(text, lang).segments).toEqual(expected))
})

test.each([
  ['25 days, 1 250', '1,250 and 25', true],
  ['12.03.2024', '12.03.2024', true],
  ['5 and 5', '5', false],
  ['1.5', '15', false],
  ['3 days', 'three days', false],
  ['', 'none', true],
])('numbers of "%s" and "%s" agree: %s', (a, b, agree) => expect(haveSameNumbers(a, b)).toBe(agree))

test.each([
  ['a ⟦0⟧ b ⟦1⟧', '⟦1⟧ x ⟦0⟧', true],
  ['a ⟦0⟧', 'a', false],
  ['a ⟦0⟧', '⟦0⟧ ⟦0⟧', false],
  ['a ⟦0⟧', '⟦1⟧', false],
  ['a', 'a ⟦', false],
])('marks of "%s" and "%s" agree: %s', (a, b, agree) => expect(hasSameMarks(a, b)).toBe(agree))

describe('property', () => {
  const pieces = fc.constantFrom(
    ...[
      '1 250,50 €',
      'ES-123456',
      '12.03.2024',
      '⟦',
      '⟧',
      '⟦0⟧',
      'García',
      '"',
      '„',
      '“',
      '\n',
      '. ',
      ' ',
      '@',
      '😀',
    ],
    ...['2005/36/EC', '(2)', 'ä', 'Λ', '\u202f', '+48 22', 'www.', 'z.B. ', '\u0000', '['],
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(pieces).map(parts => parts.join('')),
  )
  test('cutting out and putting back is the text itself, in every language', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(text, { maxLength: 3 }),
        fc.constantFrom('es', 'de', 'bg', 'nb'),
        (source, names, lang) => {
          const cut = protect(source, names, lang)
          expect(restore(cut.segments, cut)).toBe(source)
          expect(cut.gaps).toHaveLength(cut.segments.length + 1)
          for (const segment of cut.segments) expect(hasSameMarks(segment, segment)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})
