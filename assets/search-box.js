// Suggests words while one types into a search field. Choosing one completes the field; without script it is a field.
import { OptionList } from './option-list.js'

const waitMs = 120

/** @typedef {{ text: string, kindName: string, completed: string }} Suggestion */

class SearchBox extends OptionList {
  connectedCallback() {
    const input = this.querySelector('input')
    if (!input) return
    this.equip(input, this.dataset.list ?? '')
    input.addEventListener('input', () => this.plan())
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
    this.open(items.map(item => this.option(item)))
    this.say(this.dataset.found?.replace('{count}', String(items.length)))
  }

  /** @param {Suggestion} item */
  option({ text, kindName, completed }) {
    const option = document.createElement('div')
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

  close() {
    super.close()
    this.say('')
  }
}

customElements.define('search-box', SearchBox)
