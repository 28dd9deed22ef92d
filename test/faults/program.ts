// A program that speaks JSON with a token, and what the faults need to read of its answers.
import { z } from 'zod'

const viewSchema = z.object({
  number: z.string(),
  version: z.int(),
  revision: z.int(),
  state: z.string(),
  draft: z.object({ content: z.record(z.string(), z.unknown()) }).nullable(),
  history: z.array(
    z.object({ version: z.int(), event: z.string(), at: z.string(), person: z.string().nullable() }),
  ),
})
export type View = z.infer<typeof viewSchema>

const refusalSchema = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) })
export type Refused = z.infer<typeof refusalSchema>

export type Sent = { readonly body: unknown; readonly key?: string }

export type Answer = {
  readonly status: number
  readonly text: string
  readonly view: View | null
  readonly refusal: Refused | null
}

export type Program = {
  /** Throws where no answer comes. */
  ask(path: string, sent?: Sent): Promise<Answer>
}

const answerMsMax = 20_000

export const programOf = (url: string, token: string): Program => ({
  async ask(path, sent) {
    const response = await fetch(url + path, {
      headers: headersOf(token, sent),
      signal: AbortSignal.timeout(answerMsMax),
      ...(sent && { method: 'POST', body: JSON.stringify(sent.body) }),
    })
    const text = await response.text()
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : null
    const { status } = response
    return {
      ...{ status, text },
      view: response.ok ? (viewSchema.safeParse(body).data ?? null) : null,
      refusal: response.ok ? null : (refusalSchema.safeParse(body).data ?? null),
    }
  },
})

const headersOf = (token: string, sent?: Sent): Record<string, string> => ({
  accept: 'application/json',
  authorization: `Bearer ${token}`,
  ...(sent && { 'content-type': 'application/json' }),
  ...(sent?.key && { 'idempotency-key': sent.key }),
})
