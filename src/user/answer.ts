// What the passages of sign-in answer: a page, a refusal, or the way on with cookies.
import { redirect } from '../base/app.ts'
import type { Call, Page } from '../base/door.ts'
import { refusalView, type Status, statusOf } from '../base/respond.ts'
import type { Refusal } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { refusedPage } from './pages.ts'

export type Wrap = (call: Call<Actor>, page: Page) => string

/** The headers are those of every answer of the product, as `redirect` sets them. */
function answer(body: string, type: string, status: Status | 200): Response {
  const { headers } = redirect('/')
  headers.delete('location')
  headers.set('content-type', `${type}; charset=utf-8`)
  return new Response(body, { status, headers })
}

export const pageAnswer = (wrap: Wrap, call: Call<Actor>, page: Page, status: Status | 200 = 200): Response =>
  answer(wrap(call, page), 'text/html', status)

/** A refusal with the way to a new try. */
export function refusalAnswer(wrap: Wrap, call: Call<Actor>, refusal: Refusal): Response {
  const status = statusOf(refusal)
  return call.wants === 'json'
    ? answer(JSON.stringify(refusalView(call.t, refusal)), 'application/json', status)
    : pageAnswer(wrap, call, refusedPage(call.t, refusal), status)
}

/** The way on, with cookies. */
export function onward(to: string, cookies: readonly string[] = []): Response {
  const response = redirect(to)
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
