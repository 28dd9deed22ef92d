// Two letters in a box that stand for a language or a country; the whole name for those who hover or listen.
import { type Html, html } from '../html.ts'
import type { Texts } from '../text.ts'

const chip = (code: string, name: string): Html =>
  html`<span class="chip" title="${name}"
><span aria-hidden="true">${code.toUpperCase()}</span><span class="ds-sr-only">${name}</span></span>`

export const langChip = (t: Texts, code: string): Html => chip(code, t.language(code))

export const countryChip = (t: Texts, code: string): Html => chip(code, t.country(code))
