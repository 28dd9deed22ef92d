// The fields of the machinery that every form of ours carries.
import { randomUUID } from 'node:crypto'
import { type Html, html } from '../html.ts'

/** Proof that the form is ours, and the key by which a second sending is recognised.
 *  A form shown again keeps its key. */
export const hidden = (call: { readonly csrf: string; readonly idempotencyKey: string | null }): Html =>
  html`<input type="hidden" name="csrf" value="${call.csrf}"><input type="hidden" name="idempotencyKey" value="${
    call.idempotencyKey ?? randomUUID()
  }">`
