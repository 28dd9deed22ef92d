// Before the application: static files, compressed answers, and the last word where even a fault's page fails.
import { STATUS_CODES } from 'node:http'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { serveAsset } from './assets.ts'

type App = { fetch(request: Request): Response | Promise<Response> }

/** `onFault` is told what the application could not even answer with a page. */
export function withFront(app: App, onFault: (error: unknown, path: string) => void): App {
  const front = new Hono()
  const through = (context: Context) => app.fetch(context.req.raw)
  front.get('/assets/*', context => {
    const asset = serveAsset(context.req.path, context.req.header('accept-encoding') ?? null)
    return asset ? new Response(asset.body, asset) : through(context)
  })
  front.use(compress())
  front.all('*', through)
  front.onError((error, context) => {
    onFault(error, context.req.path)
    return context.text(STATUS_CODES[500] ?? '', 500)
  })
  return front
}
