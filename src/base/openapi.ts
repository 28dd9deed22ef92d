// The interface document: every door as OpenAPI 3.1, made from the very schemas that read and write.
import { z } from 'zod'
import { type AnyDoor, door } from './door.ts'
import { done } from './result.ts'
import type { Lang, Texts } from './text.ts'

type Json = Readonly<Record<string, unknown>>

const asJson = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return made
}

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const refusal = z.object({
  ...{ code: z.string(), message: z.string(), facts },
  problems: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string(), facts: facts.optional() }))
    .optional(),
})

/** `GET /openapi.json`, of these doors and itself. Summaries in the caller's language. */
export function openapiDoor<Who>(doors: readonly AnyDoor<Who>[], publicUrl: string): AnyDoor<Who> {
  const made = new Map<Lang, Json>()
  const self: AnyDoor<Who> = door({
    method: 'GET',
    path: '/openapi.json',
    summary: 'base.openapi.summary',
    isOpen: true,
    view: z.looseObject({ openapi: z.string() }),
    async run({ t }) {
      const document = made.get(t.lang) ?? documentOf([...doors, self], t, publicUrl)
      made.set(t.lang, document)
      return done(document as { openapi: string })
    },
  })
  return self
}

/** The whole document. */
export function documentOf<Who>(doors: readonly AnyDoor<Who>[], t: Texts, publicUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const one of doors) {
    const path = one.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operationOf(one, t) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Open IMI',
      version: '1',
      description: t('base.openapi.about'),
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Refusal: asJson(refusal, 'output') },
      responses: {
        Refusal: {
          description: t('base.openapi.refusal'),
          content: contentOf({ $ref: '#/components/schemas/Refusal' }),
        },
      },
    },
  }
}

const contentOf = (schema: Json): Json => ({ 'application/json': { schema } })

/** The fields of a form whose last one is the file, as JSON Schema describes bytes. */
export const withFile = (schema: Json): Json => ({
  ...{ type: 'object', ...schema },
  properties: { ...(schema.properties as Json), file: { type: 'string', contentMediaType: fileType } },
  required: [...((schema.required ?? []) as readonly string[]), 'file'],
})
const fileType = 'application/octet-stream'

function operationOf<Who>(one: AnyDoor<Who>, t: Texts): Json {
  const description = t(one.summary)
  return {
    operationId: operationIdOf(one),
    // The room, as the first word of its text keys.
    tags: [one.summary.split('.')[0]],
    summary: description,
    ...(one.isOpen && { security: [] }),
    parameters: parametersOf(one),
    // Where the body depends on the state, the exchange's own `actions` hold its schema.
    ...(one.method === 'POST' && {
      requestBody: {
        required: true,
        content: one.upload
          ? { 'multipart/form-data': { schema: withFile(one.body ? asJson(one.body, 'input') : {}) } }
          : contentOf(one.body ? asJson(one.body, 'input') : { type: 'object' }),
      },
    }),
    responses: {
      [one.status ?? 200]: {
        description,
        content: {
          ...(!one.file?.isAll && contentOf(asJson(one.view, 'output'))),
          // Bytes have no schema.
          ...(one.file && {
            [one.file.type]: one.file.type.startsWith('text/') ? { schema: { type: 'string' } } : {},
          }),
        },
      },
      default: { $ref: '#/components/responses/Refusal' },
    },
  }
}

/** `GET /exchanges/:number` -> getExchangesByNumber. */
function operationIdOf<Who>({ method, path }: AnyDoor<Who>): string {
  const words = path.replace(/:/g, 'by-').split(/[^a-zA-Z0-9]+/)
  return method.toLowerCase() + words.map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
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
  const language = { name: 'Accept-Language', in: 'header', required: false, schema: text }
  const key = { name: 'Idempotency-Key', in: 'header', required: false, schema: text }
  return [...inPath, ...inQuery, language, ...(one.method === 'POST' ? [key] : [])]
}
