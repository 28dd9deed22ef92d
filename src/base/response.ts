// The answers of HTTP: JSON, a page, the way on; each with the headers that keep strangers out.
import type { FileBody } from './door.ts'

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  // With the encoding named here, the compressor need not make the whole answer anew to add it.
  Vary: 'Accept, Accept-Encoding, Accept-Language, Cookie, Authorization',
}

/** What is not available now usually is after a few seconds. */
const later = (status: number) => (status === 503 ? { 'Retry-After': '5' } : {})

export const json = (value: unknown, status: number): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { ...headers, ...later(status), 'Content-Type': 'application/json; charset=utf-8' },
  })

export const page = (markup: string, status: number, extra: Record<string, string> = {}): Response =>
  new Response(markup, {
    status,
    headers: { ...headers, ...later(status), ...extra, 'Content-Type': 'text/html; charset=utf-8' },
  })

/** A file is kept, never shown, unless it is a picture: nothing in it runs here. */
export const file = (type: string, { name, body, type: own, sizeBytes, isPicture }: FileBody): Response =>
  new Response(body, {
    status: 200,
    headers: {
      ...headers,
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'Cross-Origin-Resource-Policy': isPicture ? 'cross-origin' : 'same-origin',
      'Content-Type': own ?? type,
      'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; filename="${plainName(name)}"${fullName(name)}`,
      // Pages of others may be read by many.
      ...(isPicture && { 'Cache-Control': 'public, max-age=300' }),
      ...(sizeBytes !== undefined && { 'Content-Length': String(sizeBytes) }),
    },
  })

const pictureAgeSeconds = 300

/** Public and without anybody's name on it, so that other sites may show it; nothing runs in it, nothing is loaded. */
export const picture = (type: string, { name, body }: FileBody, styleHash: string): Response =>
  new Response(body, {
    status: 200,
    headers: {
      ...headers,
      'Content-Security-Policy': `default-src 'none'; style-src '${styleHash}'; frame-ancestors 'none'; sandbox`,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': `public, max-age=${pictureAgeSeconds}`,
      'Content-Type': type,
      'Content-Disposition': `inline; filename="${plainName(name)}"`,
    },
  })

/** For what reads ASCII only. */
const plainName = (name: string): string => name.replace(/[^\w .()-]/g, '_')

/** RFC 8187: what is not ASCII, in UTF-8. */
const fullName = (name: string): string =>
  plainName(name) === name
    ? ''
    : `; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, char => `%${char.charCodeAt(0).toString(16)}`)}`

/** 303: after a POST the browser asks with GET. */
export const redirect = (to: string, extra: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { ...headers, ...extra, Location: to } })

/**
 * Server-sent events. `start` is given how to write (null ends the answer) and answers what to do when the reader goes.
 * Proxies are asked not to hold words back.
 */
export function stream(start: (send: (text: string | null) => void) => () => void): Response {
  const bytes = new TextEncoder()
  let leave: (() => void) | null = null
  let isOpen = true
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      leave = start(text => {
        if (!isOpen) return
        if (text !== null) return controller.enqueue(bytes.encode(text))
        isOpen = false
        controller.close()
      })
    },
    cancel() {
      isOpen = false
      leave?.()
    },
  })
  const type = { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' }
  return new Response(body, { status: 200, headers: { ...headers, ...type } })
}
