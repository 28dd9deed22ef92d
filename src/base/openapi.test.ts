// Goal: the interface document is a sound OpenAPI 3.1 document, and says of each door what the door takes and answers.
// Method: two small doors in each of two languages; structure checked by a schema of what the specification demands.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type AnyDoor, door } from './door.ts'
import { documentOf } from './openapi.ts'
import { done } from './result.ts'
import { library, readInterfaceTexts, readLanguages } from './text.ts'

const root = join(import.meta.dirname, '..', '..')
const books = library(readLanguages(root), readInterfaceTexts(root))

const doors: readonly AnyDoor<null>[] = [
  door({
    ...({
      method: 'GET',
      path: '/cups/:cup/teas',
      summary: 'base.styleguide.summary',
      isOpen: true,
    } as const),
    query: z.object({ q: z.string().max(9), hot: z.boolean().default(true) }),
    view: z.object({ items: z.array(z.string()) }),
    run: async () => done({ items: [] }),
  }),
  door({
    ...({ method: 'POST', path: '/cups', summary: 'user.me.summary', status: 201 } as const),
    body: z.strictObject({ size: z.int().min(1), colour: z.string().default('white') }),
    view: z.object({ cup: z.string(), colour: z.string().default('white') }),
    run: async () => done({ cup: '', colour: '' }),
  }),
]
const document = documentOf(doors, books.in('en'), 'https://imi.example.eu')

const schema = z.record(z.string(), z.unknown())
const content = z.strictObject({ 'application/json': z.strictObject({ schema }) })
const response = z.union([
  z.strictObject({ $ref: z.literal('#/components/responses/Refusal') }),
  z.strictObject({ description: z.string().min(1), content }),
])
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-zA-Z]+$/),
  tags: z.array(z.string()),
  summary: z.string().min(1),
  security: z.tuple([]).optional(),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.literal(true), content }).optional(),
  responses: z.record(z.string().regex(/^(2\d\d|default)$/), response),
})
const whole = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post']), operation)),
  components: z.strictObject({
    securitySchemes: schema,
    schemas: schema,
    responses: z.record(z.string(), response),
  }),
})

test('it is sound', () => {
  expect(whole.safeParse(document).error).toBeUndefined()
})

test('it tells all of a door', () => {
  const { paths } = whole.parse(document)
  const teas = paths['/cups/{cup}/teas']?.get
  expect(teas).toMatchObject({ operationId: 'getCupsByCupTeas', tags: ['base'], security: [] })
  expect(teas?.parameters.map(one => [one.in, one.name, one.required])).toEqual([
    ['path', 'cup', true],
    ['query', 'q', true],
    ['query', 'hot', false],
    ['header', 'Accept-Language', false],
  ])
  const cups = paths['/cups']?.post
  expect(cups).not.toHaveProperty('security')
  expect(cups?.parameters.map(one => one.name)).toContain('Idempotency-Key')
  expect(cups?.requestBody?.content['application/json'].schema).toMatchObject({
    required: ['size'],
    additionalProperties: false,
  })
  // What has a default need not be sent, but is always answered.
  expect(cups?.responses['201']).toMatchObject({
    content: { 'application/json': { schema: { required: ['cup', 'colour'] } } },
  })
  expect(cups?.responses.default).toEqual({ $ref: '#/components/responses/Refusal' })
})

test('it speaks the language of the caller', () => {
  const german = documentOf(doors, books.in('de'), 'https://imi.example.eu')
  expect(JSON.stringify(german)).toContain(books.in('de')('user.me.summary'))
  expect(JSON.stringify(german)).not.toContain(books.in('en')('user.me.summary'))
})
