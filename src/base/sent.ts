// What a call brings along: read from the line, parted from the machinery's own fields, typed by the door's schemas.
import type { Context } from 'hono'
import type { AnyDoor, Input, Sent } from './door.ts'
import { nestFields, parseSent, unsoundIn } from './form.ts'
import { done, type Result, refuse, refuseFields } from './result.ts'

/** Form or JSON, as it came; nothing of it is typed yet. */
export async function sentOf(context: Context): Promise<Sent> {
  if (context.req.method === 'GET') return { kind: 'none', value: {} }
  const type = context.req.header('content-type') ?? ''
  if (type.includes('json')) {
    const text = await context.req.text()
    try {
      return { kind: 'json', value: text === '' ? {} : JSON.parse(text) }
    } catch {
      return { kind: 'json', value: null }
    }
  }
  const form = await context.req.raw.formData().catch(() => new FormData())
  return { kind: 'form', value: nestFields(form.entries()) }
}

/** The fields of the machinery, taken out of a form before the form's own schema reads it. */
export function takeMachinery(sent: Sent): { sent: Sent; csrf: string; idempotencyKey: string | null } {
  if (sent.kind !== 'form' || typeof sent.value !== 'object' || sent.value === null)
    return { sent, csrf: '', idempotencyKey: null }
  const { csrf, idempotencyKey, ...value } = sent.value as Record<string, unknown>
  return {
    sent: { kind: 'form', value },
    csrf: typeof csrf === 'string' ? csrf : '',
    idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey.slice(0, 200) : null,
  }
}

/** Query and body as the door's schemas have them. Errors: base.fields.invalid, base.json.invalid. */
export function readInput<Who>(
  door: AnyDoor<Who>,
  input: Input<unknown, unknown>,
): Result<Input<unknown, unknown>> {
  const unsound = unsoundIn({ ...input.params, ...(input.query as object) }) ?? unsoundIn(input.sent.value)
  if (unsound !== null)
    return refuseFields('base.fields.invalid', [{ path: unsound, code: 'base.field.type' }])
  const query = door.query ? parseSent(door.query, { kind: 'form', value: input.query }) : done({})
  if (!query.ok) return query
  if (input.sent.value === null) return refuse('base.json.invalid')
  const body = door.body ? parseSent(door.body, input.sent) : done({})
  return body.ok ? done({ ...input, query: query.value, body: body.value }) : body
}
