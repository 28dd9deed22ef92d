// Before the application: static files, answers compressed, and word to browsers to come by https only.
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { serveAsset } from './assets.ts'

type App = { fetch(request: Request, env?: object): Response | Promise<Response> }

/** Two years; subdomains are others' to decide on. */
const onlyHttps = 'max-age=63072000'

export function withFront(app: App, publicUrl: string): App {
  const front = new Hono()
  const through = (context: Context) => app.fetch(context.req.raw, context.env)
  if (publicUrl.startsWith('https:'))
    front.use(async (context, next) => {
      await next()
      context.header('Strict-Transport-Security', onlyHttps)
    })
  front.get('/assets/*', context => {
    const asset = serveAsset(context.req.path, context.req.header('accept-encoding') ?? null)
    return asset ? new Response(asset.body, asset) : through(context)
  })
  front.use(compress())
  front.all('*', through)
  return front
}
