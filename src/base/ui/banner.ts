// A banner says one thing about the whole page. The kit's alert, with words first.
import { type Html, type HtmlValue, html } from '../html.ts'

type Tone = 'info' | 'success' | 'warning' | 'danger'

/** `success` and `info` are announced politely to those who do not see them. */
export const banner = (tone: Tone, content: HtmlValue, title?: string): Html =>
  html`<div class="ds-alert" data-color="${tone}" role="status">${title && html`<h2>${title}</h2>`}${
    typeof content === 'string' ? html`<p>${content}</p>` : content
  }</div>`
