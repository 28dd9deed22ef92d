// How mails leave: through the operator's mail server, or not at all, where the mail log shows them instead.
import { createTransport } from 'nodemailer'
import type { TakenMail } from './store/mails.ts'

/**
 * `refused`: the server will not take it, now or later. `unreachable`: nobody was there, so the others may wait too.
 * `later`: the server asks to come again.
 */
export type Handed =
  | { readonly outcome: 'sent' | 'shown' }
  | { readonly outcome: 'refused' | 'later' | 'unreachable'; readonly failure: string }

export type Transport = {
  send(mail: TakenMail): Promise<Handed>
  close(): void
}

/** Nothing leaves the house. */
export const logTransport: Transport = { send: async () => ({ outcome: 'shown' }), close: () => {} }

export type SmtpWanted = {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string
  readonly from: string
  readonly publicUrl: string
}

const connections = 4

export function smtpTransport({ url, from, publicUrl }: SmtpWanted): Transport {
  const { host } = new URL(publicUrl)
  const transport = createTransport({
    ...{ url, pool: true, maxConnections: connections, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
  })
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from: { name: 'Open IMI', address: from },
          to: { name: '', address: mail.email },
          ...{ subject: mail.subject, text: mail.text, html: mail.html, date: new Date(mail.madeAt) },
          // The same on every attempt, so that a receiver who got it twice knows.
          messageId: `<${mail.id}@${host.replace(/:\d+$/, '')}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            // An invitation or a letter comes once; of notices everybody chooses how many.
            ...(mail.notices > 0 && { 'List-Unsubscribe': `<${publicUrl}/notices/settings>` }),
            'Content-Language': mail.lang,
          },
        })
        return { outcome: 'sent' }
      } catch (error) {
        return handedOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** A server that does not let us in is the operator's matter: the mails wait. */
function handedOf(error: unknown): Handed {
  const { code, responseCode, response } = (error ?? {}) as Readonly<Record<string, unknown>>
  const failure = failureOf(code, response)
  if (typeof responseCode !== 'number' || code === 'EAUTH') return { outcome: 'unreachable', failure }
  return { outcome: responseCode >= 500 ? 'refused' : 'later', failure }
}

/** The server's numbers only: its words may hold the address. */
function failureOf(code: unknown, response: unknown): string {
  const numbers = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(
    typeof response === 'string' ? response : '',
  )?.[0]
  return numbers ?? (typeof code === 'string' ? code : 'EUNKNOWN')
}
