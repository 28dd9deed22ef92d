// A door is one route: what it takes, what view it answers, how the view looks as a page. JSON is the view itself.
import type { z } from 'zod'
import type { Html } from './html.ts'
import type { Refusal, Result } from './result.ts'
import type { Texts } from './text.ts'
import type { Incoming } from './upload.ts'

/** One call from outside, recognised and in a language. `Who` is the official, null where nobody signed in. */
export type Call<Who> = {
  readonly t: Texts
  readonly who: Who | null
  /** Goes into every form as the hidden field `csrf`; empty for programs. */
  readonly csrf: string
  readonly url: URL
  readonly wants: 'html' | 'json'
  /** Header `Idempotency-Key`, or the hidden field `idempotencyKey` of a form. */
  readonly idempotencyKey: string | null
  /** From which network address it comes, as far as that can be told. */
  readonly address?: string | null
}

/** A call whose caller is known. */
export type SignedCall<Who> = Call<Who> & { readonly who: Who }

export type Page = {
  readonly title: string
  readonly main: Html
  /** Entry of the side list that is current. */
  readonly current?: string
  /** `public` pages are roomier and have no side list; `bare` pages stand alone (sign-in, faults). */
  readonly look?: 'desk' | 'public' | 'bare'
}

/** What was sent: text fields of a form still have to be typed by the schema (base/form.ts). */
export type Sent = { readonly kind: 'form' | 'json' | 'none'; readonly value: unknown }

export type Input<Query, Body> = {
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
  readonly sent: Sent
  /** What a door for uploads takes; null where no file was sent. */
  readonly file?: Incoming | null
}

export type FileBody = {
  readonly name: string
  /** A stream is read as fast as the caller takes it. */
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  /** Media type, where it is another one than the door's. */
  readonly type?: string
  /** Length of a stream. */
  readonly sizeBytes?: number
  /** May be shown within pages, of other sites too. */
  readonly isPicture?: true
}

type FileOf<Who, View> = {
  /** Media type. */
  readonly type: string
  readonly of: (view: View, call: Call<Who>) => Result<FileBody> | Promise<Result<FileBody>>
  /** There is nothing but the file, whatever the caller asks for. */
  readonly isAll?: true
  /** Shown as an image, here and on other sites; `style` is the hash of the one style that is in it. */
  readonly picture?: { readonly style: string }
}

export type Door<Who, Query = unknown, Body = unknown, View = unknown> = {
  readonly method: 'GET' | 'POST'
  /** Hono's notation: `/exchanges/:number`. */
  readonly path: string
  /** Text key of the one-line summary in the interface document. */
  readonly summary: string
  /** Answers whoever calls. All other doors refuse who has not signed in (401). */
  readonly isOpen?: true
  readonly query?: z.ZodType<Query>
  readonly body?: z.ZodType<Body>
  /** Takes `multipart/form-data` with one file, which comes last and flows: `body` describes the other fields. */
  readonly upload?: { readonly bytesMax: number }
  readonly view: z.ZodType<View>
  /** HTTP status of success for programs; 200 unless said. */
  readonly status?: 200 | 201
  readonly run: (call: Call<Who>, input: Input<Query, Body>) => Promise<Result<View>>
  readonly page?: (view: View, call: Call<Who>) => Page
  /** The view as a file to keep, for who does not ask for JSON. */
  readonly file?: FileOf<Who, View>
  /** Where a person goes after a successful POST. */
  readonly after?: (view: View, input: Input<Query, Body>) => string
  /** The page to show again, with what was typed, when a person's POST is refused. */
  readonly again?: (call: Call<Who>, input: Input<unknown, unknown>, refusal: Refusal) => Promise<Page | null>
}

// biome-ignore lint/suspicious/noExplicitAny: a list holds doors of different views; each is checked where it is made.
export type AnyDoor<Who> = Door<Who, any, any, any>

/** Ties the types of one door together. */
export const door = <Who, Query, Body, View>(spec: Door<Who, Query, Body, View>): AnyDoor<Who> => spec
