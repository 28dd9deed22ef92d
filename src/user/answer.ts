// What the passages of sign-in answer: a page, a refusal, or the way on with cookies.
import type { Call, Page } from '../base/door.ts'
import { refusalPage, refusalView, type Status, statusOf } from '../base/respond.ts'
import { json, page as pageResponse, redirect } from '../base/response.ts'
import type { Refusal } from '../base/result.ts'
import type { Actor } from '../permission/model.ts'
import { refusedPage } from './pages.ts'

export type Wrap = (call: Call<Actor>, page: Page) => string

export const pageAnswer = (wrap: Wrap, call: Call<Actor>, page: Page, status: Status | 200 = 200): Response =>
  pageResponse(wrap(call, page), status)

/** A sign-in that did not succeed: says why, and offers a new try. */
export const signInRefused = (wrap: Wrap, call: Call<Actor>, refusal: Refusal): Response =>
  refusalAnswer(wrap, call, refusal, refusedPage(call.t, refusal))

/** The general page of a refusal, unless another one is given. */
export function refusalAnswer(wrap: Wrap, call: Call<Actor>, refusal: Refusal, page?: Page): Response {
  const status = statusOf(refusal)
  return call.wants === 'json'
    ? json(refusalView(call.t, refusal), status)
    : pageAnswer(wrap, call, page ?? refusalPage(call, refusal, status), status)
}

/** The way on, with cookies. */
export function onward(to: string, cookies: readonly string[] = []): Response {
  const response = redirect(to)
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
