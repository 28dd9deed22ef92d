// A list of options below a field, as the combobox pattern of WAI-ARIA has it: arrows move, Enter chooses, Escape closes.
// Elements that find something while one types extend it.

export class OptionList extends HTMLElement {
  /** @type {HTMLInputElement | undefined} */
  input
  /** @type {HTMLElement | undefined} */
  list
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer
  asked = new AbortController()

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   */
  watch(input, list) {
    this.input = input
    this.list = list
    input.addEventListener('blur', () => this.close())
    // Before anybody else hears the key: Enter on an option is a choice.
    this.addEventListener('keydown', event => this.key(event), { capture: true })
    list.addEventListener('pointerdown', event => event.preventDefault())
    list.addEventListener('click', event => {
      const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null
      if (option) this.choose(option)
    })
  }

  /**
   * Makes a plain field a combobox, with its list behind it.
   * @param {HTMLInputElement} input
   * @param {string} label
   */
  equip(input, label) {
    const list = document.createElement('div')
    list.role = 'listbox'
    list.id = `${input.id}-list`
    list.hidden = true
    list.ariaLabel = label
    input.after(list)
    input.role = 'combobox'
    input.setAttribute('aria-autocomplete', 'list')
    input.setAttribute('aria-controls', list.id)
    input.setAttribute('aria-expanded', 'false')
    this.watch(input, list)
  }

  /**
   * What a choice does.
   * @param {Element} _option
   */
  choose(_option) {}

  /** @param {readonly HTMLElement[]} options */
  open(options) {
    for (const [index, option] of options.entries()) {
      option.role = 'option'
      option.id = `${this.list?.id}-${index}`
    }
    this.list?.replaceChildren(...options)
    this.list?.toggleAttribute('hidden', options.length === 0)
    this.input?.setAttribute('aria-expanded', String(options.length > 0))
    this.activate(null)
  }

  /**
   * Enter without a choice does what it does without the list.
   * @param {KeyboardEvent} event
   */
  key(event) {
    const options = [...(this.list?.children ?? [])]
    if (event.target !== this.input || this.list?.hidden !== false || options.length === 0) return
    const at = options.findIndex(option => option.hasAttribute('data-active'))
    const active = options[at]
    if (event.key === 'Escape') this.close()
    else if (event.key === 'ArrowDown') this.activate(options[(at + 1) % options.length])
    else if (event.key === 'ArrowUp') this.activate(options.at(at < 0 ? -1 : at - 1))
    else if (event.key === 'Enter' && active) this.choose(active)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {Element | null | undefined} option */
  activate(option) {
    for (const other of this.list?.children ?? []) {
      other.toggleAttribute('data-active', other === option)
      other.setAttribute('aria-selected', String(other === option))
    }
    if (option) this.input?.setAttribute('aria-activedescendant', option.id)
    else this.input?.removeAttribute('aria-activedescendant')
    option?.scrollIntoView({ block: 'nearest' })
  }

  close() {
    clearTimeout(this.timer)
    this.list?.setAttribute('hidden', '')
    this.input?.setAttribute('aria-expanded', 'false')
    this.activate(null)
  }

  /** @param {string | undefined} sentence */
  say(sentence) {
    const line = this.querySelector('[role="status"]')
    if (line) line.textContent = sentence ?? ''
  }
}
