// For this room's tests: an engine that is told what to answer, and a queue that is run by hand.
import type { Sql } from '../base/sql.ts'
import type { Box } from './box.ts'
import type { Engine, EngineAnswer, EngineJob, Route, Translation } from './model.ts'
import { openTranslator, type Translator } from './translator.ts'

export const pt: Route = { path: ['es', 'ca', 'pt'], quality: 'rough', chrF: 49, version: 'v1' }
export const text = { text: 'Pagó 20,5 €. Tiene ES-1.', lang: 'es' }

/** An engine's translation: everything in capitals. */
export const shout = (job: EngineJob): EngineAnswer => ({
  state: 'done',
  segments: job.segments.map(segment => segment.toUpperCase()),
})

/** What a reader gets of `text` when `shout` has translated it. */
export const shouted = {
  state: 'done',
  text: 'PAGÓ 20,5 €. TIENE ES-1.',
  lang: 'pt',
  engine: 'The fake',
  path: ['es', 'ca', 'pt'],
  quality: 'rough',
  warnings: [],
}

/** Turns each byte, so that nothing lies in the clear. */
const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map(byte => byte ^ 255))
const plainBox: Box = {
  digest: text => Buffer.from(text).toString('hex'),
  seal: text => turned(Buffer.from(text)),
  open: sealed => turned(sealed).toString(),
}

let number = 0

/** One exchange with its translator's surroundings; everything may be changed by a test. */
export class Stage {
  readonly exchange = `2026-PL-${String(++number).padStart(8, '0')}`
  readonly errors: string[] = []
  /** What the engines were given. */
  readonly jobs: EngineJob[] = []
  /** What waits in the queue. */
  readonly queued: object[] = []
  now = '2026-11-24T09:00:00.000Z'
  answer: (job: EngineJob) => EngineAnswer | Promise<EngineAnswer> = shout
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  engine(routes: readonly Route[] = [pt], id = 'fake'): Engine {
    return {
      id,
      name: `The ${id}`,
      isImmediate: false,
      routes: () => routes,
      translate: async job => {
        this.jobs.push(job)
        return this.answer(job)
      },
      stop: async () => {},
    }
  }

  ports(engines: readonly Engine[]) {
    return {
      sql: this.#sql,
      engines,
      clock: () => this.now,
      log: { error: (event: string) => this.errors.push(event) },
      box: plainBox,
    }
  }

  /** A translator, and `work` that runs all jobs that wait. */
  open(engines: readonly Engine[] = [this.engine()]): Translator & { work: () => Promise<void> } {
    let handler: (data: never) => Promise<void> = async () => {}
    const jobs: Parameters<typeof openTranslator>[0]['jobs'] = {
      define: (_, __, given) => {
        handler = given
      },
      send: async (_, data) => this.queued.push(data) > 0,
    }
    const translator = openTranslator({ ...this.ports(engines), jobs })
    const work = async () => {
      for (const data of this.queued.splice(0)) await handler(data as never)
    }
    return { ...translator, work }
  }

  /** What a reader of Portuguese gets of `text`. */
  async read({ pairs }: Pick<Translator, 'pairs'>, names: readonly string[] = []): Promise<Translation> {
    const [answer] = await pairs(this.exchange, [text], 'pt', names)
    if (!answer) throw new Error('one answer for each text')
    return answer
  }
}
