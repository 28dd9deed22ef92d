// Finds an authority while one types: asks the search page for JSON and shows the hits as a list to choose from.
// Without script a link to the search page stands in its place.
import { OptionList } from './option-list.js'
import './u-combobox.js'

const waitMs = 150
const hitsMax = 8

/**
 * @typedef {{ authority: string, officialName: string, officialNameLang?: string, country: string, town?: string,
 *   informalTitle?: string, instead?: { name: string } | null }} Hit
 */

class AuthorityBox extends OptionList {
  connectedCallback() {
    const input = this.querySelector('input[role="combobox"]')
    const list = this.querySelector('[role="listbox"]')
    if (!(input instanceof HTMLInputElement) || !(list instanceof HTMLElement)) return
    for (const part of this.querySelectorAll('[data-without-script]')) part.remove()
    this.querySelector('u-combobox')?.removeAttribute('hidden')
    // u-combobox names the list as if it were a browser's own; ours is not, and the two ways must not mix.
    const watch = new MutationObserver(() => input.removeAttribute('list'))
    watch.observe(input, { attributeFilter: ['list'] })
    input.removeAttribute('list')
    input.addEventListener('input', () => this.plan())
    this.watch(input, list)
    this.addEventListener('comboboxafterselect', () => this.sync())
  }

  plan() {
    clearTimeout(this.timer)
    const words = this.input?.value.trim() ?? ''
    // The name that was just chosen is no question.
    if (words.length < 2 || words === this.querySelector('data')?.textContent) return this.close()
    this.timer = setTimeout(() => this.find(words), waitMs)
  }

  /** @param {string} words */
  async find(words) {
    this.asked.abort()
    this.asked = new AbortController()
    const url = new URL(this.dataset.href ?? '/authorities', location.origin)
    url.searchParams.set('q', words)
    try {
      const answer = await fetch(url, { headers: { Accept: 'application/json' }, signal: this.asked.signal })
      if (!answer.ok) throw new Error(String(answer.status))
      const { items } = await answer.json()
      this.show(items.slice(0, hitsMax))
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.say(this.dataset.failed)
    }
  }

  /** @param {readonly Hit[]} items */
  show(items) {
    this.open(items.map(item => this.option(item)))
    const found = this.dataset.found?.replace('{count}', String(items.length))
    this.say(items.length > 0 ? found : this.dataset.none)
  }

  /** @param {Hit} item */
  option(item) {
    const option = document.createElement('div')
    option.textContent = item.officialName
    if (item.officialNameLang) option.lang = item.officialNameLang
    option.setAttribute('value', item.authority)
    option.setAttribute('label', item.officialName)
    // u-combobox reads them as it reads those of a browser's own option.
    Object.assign(option, { value: item.authority, label: item.officialName })
    const about = document.createElement('span')
    const { country, town, informalTitle, instead } = item
    about.textContent = [country, town, informalTitle, instead?.name].filter(Boolean).join(' · ')
    option.append(about)
    return option
  }

  /** @param {Element} option */
  choose(option) {
    if (!this.input) return
    // u-combobox takes the choice in the way a browser's own list would tell it.
    this.input.value = option.getAttribute('value') ?? ''
    const init = { bubbles: true, composed: true, inputType: 'insertReplacementText' }
    this.input.dispatchEvent(new InputEvent('input', init))
    this.close()
  }

  /** The hidden field carries the authority's id; the visible one its name. */
  sync() {
    const field = this.querySelector('input[type="hidden"]')
    if (!(field instanceof HTMLInputElement)) return
    field.value = this.querySelector('data')?.getAttribute('value') ?? ''
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

customElements.define('authority-box', AuthorityBox)
