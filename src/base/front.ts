// Before the application: static files, and answers compressed.
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { serveAsset } from './assets.ts'

type App = { fetch(request: Request, env?: object): Response | Promise<Response> }

export function withFront(app: App): App {
  const front = new Hono()
  const through = (context: Context) => app.fetch(context.req.raw, context.env)
  front.get('/assets/*', context => {
    const asset = serveAsset(context.req.path, context.req.header('accept-encoding') ?? null)
    return asset ? new Response(asset.body, asset) : through(context)
  })
  front.use(compress())
  front.all('*', through)
  return front
}
