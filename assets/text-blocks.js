// Puts text blocks into free texts: a menu under the field, found by typing, put in where the caret stands.
// Without script the same button sends the form and it comes back with the blocks under the field.

/** @typedef {{ block: string, title: string, language: string, text: string, isOther: boolean }} Block */

class TextBlocks extends HTMLElement {
  /** @type {readonly Block[]} */
  items = []
  /** @type {HTMLTextAreaElement | null} */
  field = null
  /** @type {HTMLElement | null} */
  button = null
  /** Where the caret stood. @type {readonly [number, number]} */
  caret = [0, 0]
  /** The open menu, its search field, its list, and the line that tells what is not there. @type {HTMLElement | null} */
  box = null
  /** @type {HTMLInputElement | null} */
  input = null
  /** @type {HTMLElement | null} */
  list = null
  /** @type {HTMLElement | null} */
  line = null
  asked = new AbortController()

  connectedCallback() {
    const form = this.closest('form')
    form?.addEventListener('click', event => {
      const button = event.target instanceof Element ? event.target.closest('button[data-blocks]') : null
      if (!(button instanceof HTMLButtonElement)) return
      event.preventDefault()
      if (this.button === button) this.close()
      else this.open(button)
    })
  }

  /** @param {HTMLButtonElement} button */
  async open(button) {
    this.close()
    const field = document.getElementById(button.dataset.blocks ?? '')
    if (!(field instanceof HTMLTextAreaElement)) return
    this.field = field
    this.button = button
    this.caret = [field.selectionStart, field.selectionEnd]
    this.asked = new AbortController()
    this.menu(button)
    const url = new URL(button.formAction)
    url.hash = ''
    const language = button.form?.elements.namedItem('language')
    if (language instanceof HTMLSelectElement) url.searchParams.set('language', language.value)
    try {
      const answer = await fetch(url, { headers: { Accept: 'application/json' }, signal: this.asked.signal })
      if (!answer.ok) throw new Error(String(answer.status))
      this.items = (await answer.json()).items
      this.show()
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.say(this.dataset.failed)
    }
  }

  /** The box with its search field; the blocks come later. @param {HTMLButtonElement} button */
  menu(button) {
    const box = document.createElement('div')
    box.className = 'block-menu'
    const input = document.createElement('input')
    Object.assign(input, { type: 'text', className: 'ds-input', autocomplete: 'off', role: 'combobox' })
    // It is no field of the form: what is looked for is neither sent nor saved.
    input.setAttribute('form', 'none')
    input.setAttribute('aria-label', this.dataset.search ?? '')
    input.placeholder = this.dataset.search ?? ''
    for (const [name, value] of [
      ['aria-autocomplete', 'list'],
      ['aria-expanded', 'false'],
      ['aria-controls', 'block-list'],
    ])
      input.setAttribute(name ?? '', value ?? '')
    const list = document.createElement('div')
    Object.assign(list, { id: 'block-list', role: 'listbox' })
    list.setAttribute('aria-label', this.dataset.title ?? '')
    const line = document.createElement('p')
    line.setAttribute('role', 'status')
    const all = document.createElement('a')
    Object.assign(all, { href: '/blocks', textContent: this.dataset.title ?? '' })
    box.append(input, list, line, all)
    button.after(box)
    button.setAttribute('aria-expanded', 'true')
    Object.assign(this, { box, input, list, line })
    input.addEventListener('input', event => {
      event.stopPropagation()
      this.show()
    })
    input.addEventListener('change', event => event.stopPropagation())
    box.addEventListener('keydown', event => this.key(event))
    list.addEventListener('pointerdown', event => event.preventDefault())
    list.addEventListener('click', event => {
      const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null
      if (option) this.choose(option)
    })
    /** @param {Event} event */
    const leave = ({ target }) => {
      if (target instanceof Node && !box.contains(target) && !button.contains(target)) this.close()
    }
    for (const name of ['focusin', 'pointerdown'])
      document.addEventListener(name, leave, { signal: this.asked.signal })
    input.focus()
  }

  /** Those whose title or text holds every word that was typed. */
  show() {
    const { list, input } = this
    if (!list || !input) return
    const words = fold(input.value).split(/\s+/).filter(Boolean)
    const found = this.items.filter(({ title, text }) => {
      const all = fold(`${title} ${text}`)
      return words.every(word => all.includes(word))
    })
    list.replaceChildren(...this.options(found.filter(({ isOther }) => !isOther)))
    const others = found.filter(({ isOther }) => isOther)
    if (others.length > 0) {
      const group = document.createElement('div')
      group.setAttribute('role', 'group')
      group.setAttribute('aria-label', this.dataset.others ?? '')
      const head = document.createElement('p')
      Object.assign(head, { className: 'offer-head', textContent: this.dataset.others ?? '' })
      head.setAttribute('aria-hidden', 'true')
      group.append(head, ...this.options(others))
      list.append(group)
    }
    input.setAttribute('aria-expanded', String(found.length > 0))
    this.activate(list.querySelector('[role="option"]'))
    this.say(found.length === 0 ? this.dataset.none : '')
  }

  /**
   * @param {readonly Block[]} items
   * @returns {HTMLElement[]}
   */
  options(items) {
    return items.map(({ block, title, language, text }) => {
      const option = document.createElement('div')
      Object.assign(option, { role: 'option', id: `block-${block}`, lang: language })
      option.dataset.block = block
      const name = document.createElement('b')
      name.textContent = title
      const words = document.createElement('span')
      words.textContent = text
      option.append(name, words)
      return option
    })
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const options = [...(this.list?.querySelectorAll('[role="option"]') ?? [])]
    const at = options.findIndex(option => option.hasAttribute('data-active'))
    const active = options[at]
    if (event.key === 'Escape') this.back()
    else if (event.target !== this.input) return
    else if (event.key === 'ArrowDown') this.activate(options[(at + 1) % options.length])
    else if (event.key === 'ArrowUp') this.activate(options.at(at < 0 ? -1 : at - 1))
    else if (event.key === 'Enter' && active) this.choose(active)
    // Enter must not send the form.
    else if (event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {Element | null | undefined} option */
  activate(option) {
    for (const other of this.list?.querySelectorAll('[role="option"]') ?? []) {
      other.toggleAttribute('data-active', other === option)
      other.setAttribute('aria-selected', String(other === option))
    }
    if (option) this.input?.setAttribute('aria-activedescendant', option.id)
    else this.input?.removeAttribute('aria-activedescendant')
    option?.scrollIntoView({ block: 'nearest' })
  }

  /** @param {Element} option */
  choose(option) {
    const found = this.items.find(
      ({ block }) => option instanceof HTMLElement && block === option.dataset.block,
    )
    const { field } = this
    if (!found || !field) return
    const [start, end] = this.caret
    if (field.maxLength > 0 && field.value.length - (end - start) + found.text.length > field.maxLength)
      return this.say(this.dataset.full)
    this.back()
    field.setSelectionRange(start, end)
    // This way the browser's own undo takes it back; where there is none, the text is put in as it is.
    if (document.execCommand('insertText', false, found.text)) return
    field.setRangeText(found.text, start, end, 'end')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** To the field from which one came. */
  back() {
    const { field } = this
    this.close()
    field?.focus()
  }

  close() {
    this.asked.abort()
    this.box?.remove()
    this.button?.setAttribute('aria-expanded', 'false')
    Object.assign(this, {
      box: null,
      input: null,
      list: null,
      line: null,
      field: null,
      button: null,
      items: [],
    })
  }

  /** @param {string | undefined} sentence */
  say(sentence) {
    if (this.line) this.line.textContent = sentence ?? ''
  }
}

/** Letters without their marks, small. @param {string} text */
const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

customElements.define('text-blocks', TextBlocks)
