// Suggests words while one types into a search field. Choosing one completes the field; without script it is a field.

const waitMs = 120

/** @typedef {{ text: string, kindName: string, completed: string }} Suggestion */

class SearchBox extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer
  asked = new AbortController()

  connectedCallback() {
    const input = this.querySelector('input')
    if (!input) return
    this.input = input
    this.list = document.createElement('div')
    this.list.role = 'listbox'
    this.list.id = `${input.id}-list`
    this.list.hidden = true
    this.list.ariaLabel = this.dataset.list ?? ''
    input.after(this.list)
    input.role = 'combobox'
    input.setAttribute('aria-autocomplete', 'list')
    input.setAttribute('aria-controls', this.list.id)
    input.setAttribute('aria-expanded', 'false')
    input.addEventListener('input', () => this.plan())
    input.addEventListener('blur', () => this.close())
    input.addEventListener('keydown', event => this.key(event))
    this.list.addEventListener('pointerdown', event => event.preventDefault())
    this.list.addEventListener('click', event => {
      const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null
      if (option) this.choose(option)
    })
  }

  plan() {
    clearTimeout(this.timer)
    this.asked.abort()
    if ((this.input?.value.trim() ?? '').length < 2) return this.close()
    this.timer = setTimeout(() => this.find(this.input?.value ?? ''), waitMs)
  }

  /** Suggestions are a help: where none come, nothing is said. @param {string} words */
  async find(words) {
    this.asked = new AbortController()
    const url = new URL(this.dataset.href ?? '', location.origin)
    url.searchParams.set('q', words)
    try {
      const answer = await fetch(url, { headers: { Accept: 'application/json' }, signal: this.asked.signal })
      this.show(answer.ok ? (await answer.json()).items : [])
    } catch {
      this.close()
    }
  }

  /** @param {readonly Suggestion[]} items */
  show(items) {
    if (items.length === 0 || document.activeElement !== this.input) return this.close()
    this.list?.replaceChildren(...items.map((item, index) => this.option(item, index)))
    this.list?.removeAttribute('hidden')
    this.input?.setAttribute('aria-expanded', 'true')
    this.activate(null)
    this.say(this.dataset.found?.replace('{count}', String(items.length)))
  }

  /**
   * @param {Suggestion} item
   * @param {number} index
   */
  option({ text, kindName, completed }, index) {
    const option = document.createElement('div')
    option.role = 'option'
    option.id = `${this.list?.id}-${index}`
    option.dataset.completed = completed
    const kind = document.createElement('span')
    kind.textContent = kindName
    option.append(text, ' ', kind)
    return option
  }

  /** @param {Element} option */
  choose(option) {
    if (!this.input || !(option instanceof HTMLElement)) return
    this.input.value = option.dataset.completed ?? ''
    this.close()
  }

  /** Enter without a choice searches. @param {KeyboardEvent} event */
  key(event) {
    const options = [...(this.list?.children ?? [])]
    if (this.list?.hidden !== false || options.length === 0) return
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
    this.say('')
  }

  /** @param {string | undefined} sentence */
  say(sentence) {
    const line = this.querySelector('[role="status"]')
    if (line) line.textContent = sentence ?? ''
  }
}

customElements.define('search-box', SearchBox)
