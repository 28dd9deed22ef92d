// Buttons and links that look like buttons. One primary on a page; verbs on all of them.
import { type Html, html } from '../html.ts'
import { type IconName, icon } from '../icon.ts'

type Look = {
  readonly variant?: 'primary' | 'secondary' | 'tertiary'
  /** `danger` for what cannot be taken back. */
  readonly color?: 'danger'
  readonly icon?: IconName
}

type ButtonSpec = Look & {
  readonly name?: string
  readonly value?: string
  /** Sends the form to another address than its own. */
  readonly formAction?: string
  /** Sends without asking the browser to check the fields: drafts. */
  readonly isUnchecked?: boolean
}

const lookOf = ({ variant = 'primary', color }: Look): Html =>
  html` data-variant="${variant}"${color && html` data-color="${color}"`}`

/** A button that sends its form. */
export function button(label: string, spec: ButtonSpec = {}): Html {
  const { name, value, formAction } = spec
  return html`<button class="ds-button" type="submit"${lookOf(spec)}${name && html` name="${name}"`}${
    value !== undefined && html` value="${value}"`
  }${formAction && html` formaction="${formAction}"`}${spec.isUnchecked && html` formnovalidate`}>${
    spec.icon && icon(spec.icon)
  }${label}</button>`
}

/** A link to a page where something is done. */
export const linkButton = (label: string, href: string, look: Look = {}): Html =>
  html`<a class="ds-button" href="${href}"${lookOf(look)}>${look.icon && icon(look.icon)}${label}</a>`
