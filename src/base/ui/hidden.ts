// The fields of the machinery that every form of ours carries.
import { randomUUID } from 'node:crypto'
import { type Html, html } from '../html.ts'

/** Proof that the form is ours, and the key by which a second sending of the same form is recognised. */
export const hidden = (call: { readonly csrf: string }): Html =>
  html`<input type="hidden" name="csrf" value="${call.csrf}">
<input type="hidden" name="idempotencyKey" value="${randomUUID()}">`
