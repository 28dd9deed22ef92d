// The interface document: every door as OpenAPI 3.1, made from the very schemas that read and write.
import { z } from 'zod'
import { type AnyDoor, door } from './door.ts'
import { done } from './result.ts'
import type { Texts } from './text.ts'

type Json = Readonly<Record<string, unknown>>

const asJson = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return made
}

const refusal = z.object({
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
})

/** `GET /openapi.json`, of these doors and itself. Summaries in the caller's language. */
export function openapiDoor<Who>(doors: readonly AnyDoor<Who>[], publicUrl: string): AnyDoor<Who> {
  const self: AnyDoor<Who> = door({
    method: 'GET',
    path: '/openapi.json',
    summary: 'base.openapi.summary',
    view: z.looseObject({ openapi: z.string() }),
    run: async ({ t }) => done(documentOf([...doors, self], t, publicUrl)),
  })
  return self
}

/** The whole document. */
export function documentOf<Who>(doors: readonly AnyDoor<Who>[], t: Texts, publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const one of doors) {
    const path = one.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operationOf(one, t) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Open IMI', version: '1', description: t('base.openapi.about') },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Refusal: asJson(refusal, 'output') },
    },
  }
}

function operationOf<Who>(one: AnyDoor<Who>, t: Texts): Json {
  const content = (schema: Json) => ({ 'application/json': { schema } })
  return {
    operationId: `${one.method.toLowerCase()}${one.path.replace(/[^\w]+(\w)?/g, (_, c = '') => c.toUpperCase())}`,
    summary: t(one.summary),
    parameters: parametersOf(one),
    // Where the body depends on the state, the exchange's own `actions` hold its schema.
    ...(one.method === 'POST' && {
      requestBody: { content: content(one.body ? asJson(one.body, 'input') : { type: 'object' }) },
    }),
    responses: {
      [one.status ?? 200]: { description: t(one.summary), content: content(asJson(one.view, 'output')) },
      default: {
        description: t('base.openapi.refusal'),
        content: content({ $ref: '#/components/schemas/Refusal' }),
      },
    },
  }
}

function parametersOf<Who>(one: AnyDoor<Who>): readonly Json[] {
  const text = { type: 'string' }
  const inPath = [...one.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: text },
  }))
  const query = one.query ? asJson(one.query, 'input') : {}
  const required = (query.required ?? []) as readonly string[]
  const inQuery = Object.entries((query.properties ?? {}) as Json).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }))
  const key = { name: 'Idempotency-Key', in: 'header', required: false, schema: text }
  return [...inPath, ...inQuery, ...(one.method === 'POST' ? [key] : [])]
}
