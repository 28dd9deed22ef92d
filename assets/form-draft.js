// Saves the form around it as a draft: two seconds after the last change, and when the reader leaves a field or the page.
// What a lost connection leaves is kept for this tab only: personal data must not stay in a shared browser.

const waitMs = 2000

/** Fields of the machinery are not the reader's words and are not kept in the browser. */
const machinery = new Set(['csrf', 'idempotencyKey', 'version', 'revision', 'marks'])

/**
 * @typedef {{ version?: number, revision?: number, parties?: { recipient: { name: string, country: string } | null },
 *   draft?: { marks: string, content: Record<string, unknown> } | null }} View
 */

/**
 * The fields of a draft under the names that the form gives them.
 * @param {unknown} value
 * @param {string} name
 * @returns {[string, string][]}
 */
const fieldsOf = (value, name = '') =>
  Array.isArray(value)
    ? value.map(one => [name, String(one)])
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => fieldsOf(one, name === '' ? key : `${name}.${key}`))
      : value === undefined || value === null
        ? []
        : [[name, String(value)]]

/**
 * All values of each name, one a line: what is empty is not there.
 * @param {readonly [string, string][]} entries
 */
const valuesOf = entries => {
  /** @type {Map<string, string>} */
  const values = new Map()
  for (const [name, value] of entries) {
    const plain = value.replace(/\r\n/g, '\n')
    if (plain.trim() === '') continue
    const before = values.get(name)
    // Boxes may be saved in another order than they stand in.
    values.set(name, before === undefined ? plain : [...before.split('\n'), plain].sort().join('\n'))
  }
  return values
}

class FormDraft extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer
  /** @type {Promise<void> | null} */
  saving = null
  isHalted = false
  stop = new AbortController()
  place = `draft:${this.dataset.action}`
  sent = ''

  connectedCallback() {
    this.form = this.closest('form')
    this.line = this.querySelector('.draft-state')
    this.sent = this.words()
    const { signal } = this.stop
    this.form?.addEventListener('input', () => this.plan(), { signal })
    this.form?.addEventListener('change', () => this.plan(), { signal })
    this.form?.addEventListener('focusout', () => this.save(), { signal })
    this.form?.addEventListener('submit', event => this.keep(event), { signal })
    document.addEventListener('visibilitychange', () => document.hidden && this.save(), { signal })
    addEventListener('online', () => this.save(), { signal })
    if (this.dataset.changed === undefined) return this.offer()
    // The words arrived, and the server put more to them: all of it is saved from here.
    sessionStorage.removeItem(this.place)
    this.sent = ''
    this.plan()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.stop.abort()
  }

  /** What the reader entered, as text that can be compared and kept. */
  words() {
    const entries = this.form ? [...new FormData(this.form)] : []
    return JSON.stringify(
      entries.filter(([name, value]) => !machinery.has(name) && typeof value === 'string'),
    )
  }

  plan() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), waitMs)
  }

  async save() {
    clearTimeout(this.timer)
    const words = this.words()
    if (!this.form || this.isHalted || words === this.sent) return
    if (this.saving) return this.plan()
    this.say(this.dataset.saving)
    this.saving = this.send(words, this.form).catch(() => {
      // The network is lost: the words stay here until it is back.
      sessionStorage.setItem(this.place, words)
      this.say(this.dataset.offline)
    })
    await this.saving
    this.saving = null
  }

  /**
   * @param {string} words
   * @param {HTMLFormElement} form
   */
  async send(words, form) {
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && name !== 'idempotencyKey') body.append(name, value)
    const answer = await fetch(this.dataset.action ?? form.action, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      body,
      // A page that closes may still send this much.
      keepalive: body.toString().length < 60_000,
    })
    const view = await answer.json().catch(() => ({}))
    if (answer.ok) return this.saved(words, view)
    if (answer.status >= 500) throw new Error('not saved')
    sessionStorage.setItem(this.place, words)
    // Somebody else was faster, or the session ended: saving again would not help.
    this.isHalted = [401, 403, 404, 409].includes(answer.status)
    this.say(view.message)
  }

  /**
   * @param {string} words
   * @param {View} view
   */
  saved(words, view) {
    this.sent = words
    sessionStorage.removeItem(this.place)
    for (const [name, value] of [
      ['version', view.version],
      ['revision', view.revision],
      ['marks', view.draft?.marks],
    ]) {
      const field = this.form?.elements.namedItem(String(name))
      if (field instanceof HTMLInputElement && value !== undefined) field.value = String(value)
    }
    this.form?.dispatchEvent(new Event('draft-saved'))
    if (this.join(words, view)) return this.say(this.dataset.joined)
    const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    this.say(this.dataset.saved?.replace('{time}', clock.format(new Date())))
  }

  /**
   * Puts into the form what a colleague saved meanwhile in other fields. What the reader typed since the sending stays,
   * and goes with the next saving. Answers whether anything came.
   * @param {string} words
   * @param {View} view
   */
  join(words, view) {
    const sent = valuesOf(JSON.parse(words))
    const there = valuesOf(fieldsOf(view.draft?.content))
    const now = valuesOf(JSON.parse(this.words()))
    let isJoined = false
    for (const field of this.form?.elements ?? []) {
      const name = 'name' in field ? String(field.name) : ''
      const values = there.get(name) ?? ''
      if (name === '' || machinery.has(name) || !('value' in field)) continue
      if (values === (sent.get(name) ?? '') || (now.get(name) ?? '') !== (sent.get(name) ?? '')) continue
      if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type))
        field.checked = values.split('\n').includes(field.value)
      else field.value = values
      this.name(field, view.parties?.recipient)
      isJoined = true
    }
    if (isJoined) this.sent = this.words()
    return isJoined
  }

  /**
   * An authority shows its name beside the id that it sends.
   * @param {Element} field
   * @param {{ name: string, country: string } | null | undefined} party
   */
  name(field, party) {
    const box = field.closest('authority-box')
    const input = box?.querySelector('input[role="combobox"]')
    if (!(input instanceof HTMLInputElement) || !(field instanceof HTMLInputElement)) return
    input.value = party ? `${party.name} (${party.country})` : ''
    box?.querySelector('data')?.remove()
    if (!party) return
    const data = document.createElement('data')
    Object.assign(data, { value: field.value, textContent: input.value })
    input.before(data)
  }

  /**
   * The words stay until a page shows that they arrived: the session may be over, or the network lost. A press on a
   * button leaves the last field and so begins a saving: the form goes after it, or it would carry a revision that is
   * not the last one. Without an event the page is only left.
   * @param {SubmitEvent} [event]
   */
  keep(event) {
    this.isHalted = true
    clearTimeout(this.timer)
    sessionStorage.setItem(this.place, this.words())
    if (!this.saving || !event) return
    event.preventDefault()
    this.saving.then(() => this.form?.requestSubmit(event.submitter))
  }

  /** Offers the words that a lost connection left in this tab. */
  offer() {
    const kept = sessionStorage.getItem(this.place)
    if (!kept || kept === this.sent) return sessionStorage.removeItem(this.place)
    const back = this.button(this.dataset.restoreButton, () => this.restore(kept))
    const away = this.button(this.dataset.discardButton, () => {
      this.say('')
      sessionStorage.removeItem(this.place)
    })
    this.say(this.dataset.restore)
    this.line?.append(back, away)
  }

  /**
   * @param {string | undefined} label
   * @param {() => void} act
   */
  button(label, act) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'ds-button', textContent: label ?? '' })
    button.dataset.variant = 'secondary'
    button.addEventListener('click', act)
    return button
  }

  /** @param {string} kept */
  restore(kept) {
    /** @type {Map<string, string[]>} */
    const words = new Map()
    for (const [name, value] of JSON.parse(kept)) words.set(name, [...(words.get(name) ?? []), value])
    for (const field of this.form?.elements ?? []) {
      const values = 'name' in field ? words.get(String(field.name)) : undefined
      // An authority is more than its id: the box would show another name than it sends.
      if (!values || field.closest('authority-box')) continue
      if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox'))
        field.checked = values.includes(field.value)
      else if ('value' in field) field.value = values.shift() ?? ''
    }
    this.say('')
    this.save()
  }

  /** @param {unknown} sentence */
  say(sentence) {
    if (this.line) this.line.textContent = typeof sentence === 'string' ? sentence : ''
  }
}

customElements.define('form-draft', FormDraft)
