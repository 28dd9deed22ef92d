// From a result to an HTTP answer: the status of a refusal by its family, JSON or a page by what the caller wants.
import type { Call, Page } from './door.ts'
import { html } from './html.ts'
import type { Refusal } from './result.ts'
import type { Texts } from './text.ts'

export type Status = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 422 | 429 | 500 | 503

const families: Readonly<Record<string, Status>> = {
  unknown: 404,
  conflict: 409,
  gone: 410,
  invalid: 422,
  limit: 429,
  unavailable: 503,
}

/** The only place where a refusal gets its HTTP status. */
export function statusOf(refusal: Refusal): Status {
  if (refusal.code === 'permission.sign-in') return 401
  if (refusal.code.startsWith('permission.')) return 403
  if (refusal.code === 'base.body.limit') return 413
  if (refusal.code === 'base.method.unknown') return 405
  return families[refusal.code.split('.').at(-1) ?? ''] ?? 422
}

/** A refusal as programs get it, with sentences in the caller's language. */
export function refusalView(t: Texts, refusal: Refusal) {
  return {
    code: refusal.code,
    message: t.refusal(refusal),
    facts: refusal.facts,
    ...(refusal.problems && {
      problems: refusal.problems.map(({ path, code, facts }) => ({
        ...{ path, code, message: t(code, facts) },
        ...(facts && { facts }),
      })),
    }),
  }
}

/** JSON where it is asked for by name; browsers and `*` get the page. */
export function wantedBy(accept: string | null): 'html' | 'json' {
  if (!accept) return 'html'
  const json = accept.search(/application\/(?:problem\+)?json/)
  const page = accept.search(/text\/html/)
  return json >= 0 && (page < 0 || json < page) ? 'json' : 'html'
}

/** The page of a refusal that has no page of its own: what happened, and what to do now. */
export function refusalPage<Who>(call: Call<Who>, refusal: Refusal, status: Status): Page {
  const family = call.t.has(`base.fault.${status}.title`) ? status : 422
  const title = call.t(`base.fault.${family}.title`)
  return {
    title,
    look: 'bare',
    main: html`<h1>${title}</h1>
<p class="lead">${call.t.refusal(refusal)}</p>
<p>${call.t(`base.fault.${family}.remedy`, { id: refusal.facts.id ?? '' })}</p>
<p><a class="ds-button" href="/">${call.t('base.fault.home')}</a></p>`,
  }
}

/** Paths are read as browsers read them: `/..//other.host` would leave the leading `//` of another host. */
const here = 'http://here.invalid'

/** Only a path of our own may follow a sign-in or an action: never another host. */
export const ownPath = (to: string | null | undefined, otherwise = '/'): string =>
  to && /^\/(?![/\\])[^\s\\]*$/.test(to) && !new URL(to, here).pathname.startsWith('//') ? to : otherwise

/** The same page in another language. Takes a path of our own. */
export function inLanguage(path: string, code: string): string {
  const url = new URL(path, here)
  url.searchParams.set('lang', code)
  return url.pathname + url.search
}
