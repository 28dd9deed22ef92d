// Goal: every fault an author can put into a procedure or a text is named with its code and place.
// Method: a sound procedure or text is spoilt in one respect per row; the sound one must give no finding.
import { describe, expect, test } from 'vitest'
import { checkProcedure } from './check.ts'
import { checkText, type Finding } from './messages.ts'
import { procedureSchema } from './model.ts'

const sound = {
  id: 'small-request',
  area: 'services',
  kind: 'request',
  version: 1,
  status: 'reconstructed',
  source: 'written for this test',
  deadlines: { answer: { rule: 'agreed-date', source: 'none' } },
  reminders: { unaccepted: [3, 5], before: [5, 1], overdue: [1], unclosed: [], escalate: { unaccepted: 10 } },
  retention: { blockMonths: 6, deleteYears: 3, source: 'none' },
  personalBeforeAcceptance: false,
  titleField: 'activity',
  form: [
    { id: 'activity', type: 'choice', list: 'activity', required: true },
    { id: 'place', type: 'text' },
  ],
  groups: ['one'],
  questions: [
    { id: 'a', group: 'one', answer: { type: 'yes-no' }, details: [{ id: 'on', type: 'day' }] },
    {
      id: 'b',
      group: 'one',
      answer: { type: 'choice', options: ['x', 'y'] },
      when: { question: 'a', is: ['yes'] },
    },
  ],
}
const reminding = (more: object) => ({ reminders: { ...sound.reminders, ...more } })
const question = (more: object) => ({ id: 'c', group: 'one', answer: { type: 'given' }, ...more })
const withQuestion = (more: object) => ({ questions: [...sound.questions, question(more)] })
const withField = (more: object) => ({ form: [...sound.form, { id: 'more', ...more }] })
const detail = (more: object) => withQuestion({ details: [{ id: 'd', type: 'text', ...more }] })

const placesOf = (found: readonly Finding[]) => found.map(({ code, path }) => `${code} ${path}`)

describe('references within a procedure', () => {
  test('a sound procedure gives no finding', () => {
    expect(checkProcedure(procedureSchema.parse(sound), 'p')).toEqual([])
  })

  test.each<[string, object, string[]]>([
    ['title of no field', { titleField: 'none' }, ['reference-unknown titleField']],
    ['title of a text field', { titleField: 'place' }, ['title-field-invalid titleField']],
    ['group not defined', withQuestion({ group: 'two' }), ['reference-unknown questions.c.group']],
    ['group not used', { groups: ['one', 'two'] }, ['group-unused groups.two']],
    ['id twice', withQuestion({ id: 'a' }), ['id-twice questions.a']],
    ['reminders that fall', reminding({ unaccepted: [5, 3] }), ['reminders-order reminders.unaccepted']],
    ['a reminder twice', reminding({ unclosed: [10, 10] }), ['reminders-order reminders.unclosed']],
    [
      'reminders before the day that rise',
      reminding({ before: [1, 5] }),
      ['reminders-order reminders.before'],
    ],
    [
      'the coordinator before the last reminder',
      reminding({ overdue: [1, 5], escalate: { overdue: 5 } }),
      ['reminders-order reminders.overdue'],
    ],
    [
      'free text that is personal',
      withField({ id: 'more', type: 'free-text', personal: true }),
      ['personal-free-text form.more'],
    ],
    [
      'naming somebody without being personal, or in no words',
      {
        form: [
          ...withField({ type: 'text', identifies: true }).form,
          { id: 'n', type: 'number', personal: true, identifies: true },
        ],
      },
      ['identifies-invalid form.more', 'identifies-invalid form.n'],
    ],
    ['field twice', withField({ id: 'place', type: 'day' }), ['id-twice form.place']],
    [
      'when of no question',
      withQuestion({ when: { question: 'z', is: ['yes'] } }),
      ['reference-unknown questions.c.when.question'],
    ],
    [
      'when of no answer',
      withQuestion({ when: { question: 'b', is: ['yes'] } }),
      ['reference-unknown questions.c.when.is'],
    ],
    ['detail on no answer', detail({ when: ['yes'] }), ['reference-unknown questions.c.details.d.when']],
    [
      'waits for itself',
      withQuestion({ when: { question: 'c', is: ['given'] } }),
      ['when-cycle questions.c.when'],
    ],
    ['choice of nothing', withField({ type: 'choice' }), ['choice-invalid form.more']],
    [
      'choice of two sources',
      withField({ type: 'choice', list: 'activity', options: ['x', 'y'] }),
      ['choice-invalid form.more'],
    ],
    ['options without choice', detail({ options: ['x', 'y'] }), ['choice-invalid questions.c.details.d']],
    [
      'the matter in no choice',
      { finding: { matter: { field: 'place' } } },
      ['reference-unknown finding.matter.field'],
    ],
    [
      'a competence of no option, a place in no words',
      {
        finding: {
          matter: { field: 'activity', competences: { x: 'y' } },
          places: ['activity', 'place', 'z'],
        },
      },
      [
        ...['reference-unknown finding.matter.competences', 'reference-unknown finding.places'],
        'reference-unknown finding.places',
      ],
    ],
    [
      'an escape as option',
      withQuestion({ answer: { type: 'choice', options: ['x', 'unknown'] } }),
      ['id-twice questions.c.answer.options.unknown'],
    ],
  ])('%s', (_, spoilt, expected) => {
    expect(placesOf(checkProcedure(procedureSchema.parse({ ...sound, ...spoilt }), 'p'))).toEqual(expected)
  })

  test('a circle of two is named at both', () => {
    const when = (id: string, other: string) => question({ id, when: { question: other, is: ['given'] } })
    const found = checkProcedure(
      procedureSchema.parse({ ...sound, questions: [...sound.questions, when('c', 'd'), when('d', 'c')] }),
      'p',
    )
    expect(placesOf(found)).toEqual(['when-cycle questions.c.when', 'when-cycle questions.d.when'])
  })
})

describe('one text', () => {
  test.each([
    ['en', 'Plain', []],
    ['en', '{n, plural, =0 {none} one {# day} other {# days}}', []],
    ['pl', '{n, plural, one {# dzień} few {# dni} many {# dni} other {# dnia}}', []],
    ['en', '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', []],
    ['en', '{kind, select, law {by law} other {by agreement}}', []],
    ['en', ' ', ['text-empty']],
    ['en', 'Ends with a space ', ['space-outside']],
    ['en', 'Read <b>this</b>', ['markup-not-allowed']],
    ['en', 'Open {subject', ['message-broken']],
    ['en', 'Closed subject}, said the clerk', ['message-broken']],
    ['fr', "Auprès d'{authority}", ['message-broken']],
    ['en', '{n, plural, one {# day}}', ['message-broken']],
    ['en', '{n, plural, other {# days}}', ['plural-category-missing one']],
    ['pl', '{n, plural, one {# dzień} few {# dni} other {# dnia}}', ['plural-category-missing many']],
    [
      'ga',
      '{n, plural, one {# lá} other {# lá}}',
      ['two', 'few', 'many'].map(one => `plural-category-missing ${one}`),
    ],
    ['de', '{n, plural, one {# Tag} few {# Tage} other {# Tage}}', ['plural-category-unknown few']],
    ['en', '{a, select, x {{n, plural, other {#}}} other {}}', ['plural-category-missing one']],
  ])('%s: %s', (lang, text, expected) => {
    const named = checkText(lang, text).faults.map(({ code, detail }) =>
      code.startsWith('plural') ? `${code} ${detail}` : code,
    )
    expect(named).toEqual(expected)
  })

  test('variables are found at every depth, once each', () => {
    const text = '{n, plural, one {{name} of {kind, select, x {{day}} other {{name}}}} other {#}}'
    expect(checkText('en', text).variables).toEqual(['day', 'kind', 'n', 'name'])
  })
})
