// A long list of boxes as a search: typing finds, Enter adds, what is ticked stands below and can be taken away.
// Without script the boxes stand there themselves, in groups; they stay what is sent.
import { OptionList } from './option-list.js'

const shownMax = 12

/** Without marks, in small letters: as one types it in a hurry. @param {string} text */
const folded = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ς/g, 'σ')

class ChoiceSearch extends OptionList {
  /** @type {readonly { box: HTMLInputElement, label: string, key: string }[]} */
  choices = []

  connectedCallback() {
    const groups = this.querySelector('[data-choices]')
    if (!groups || this.input) return
    this.choices = [...this.querySelectorAll('input')].map(box => {
      const label = box.closest('label')?.textContent?.trim() ?? ''
      return { box, label, key: ` ${folded(label)}` }
    })
    groups.setAttribute('hidden', '')
    this.chips = document.createElement('ul')
    this.chips.className = 'meanings'
    const status = document.createElement('span')
    status.className = 'ds-sr-only'
    status.role = 'status'
    groups.before(this.field(), this.chips, status)
    this.draw()
  }

  field() {
    const [first] = this.choices
    const input = document.createElement('input')
    Object.assign(input, { type: 'text', className: 'ds-input', autocomplete: 'off' })
    // An error that is told elsewhere leads here.
    input.id = first?.box.id ?? ''
    first?.box.removeAttribute('id')
    const label = document.createElement('label')
    Object.assign(label, { className: 'ds-label', htmlFor: input.id, textContent: this.dataset.label ?? '' })
    const field = document.createElement('div')
    field.className = 'ds-field choice-search-field'
    field.append(label, input)
    this.equip(input, this.dataset.label ?? '')
    input.addEventListener('input', () => this.find(input.value))
    // What is typed here is no value of the form, and Enter does not send it.
    input.addEventListener('keydown', event => event.key === 'Enter' && event.preventDefault())
    return field
  }

  /** Each word that was typed begins a word of the label. @param {string} typed */
  find(typed) {
    const words = folded(typed).split(/\s+/).filter(Boolean)
    const found = this.choices.filter(
      ({ box, key }) => !box.checked && words.every(word => key.includes(word)),
    )
    // Those in which the words begin a word come first.
    const better = found.filter(({ key }) => words.every(word => key.includes(` ${word}`)))
    const shown = [...new Set([...better, ...found])].slice(0, shownMax)
    if (words.length === 0) return this.close()
    this.open(shown.map(choice => this.option(choice)))
    this.say(this.dataset.found?.replace('{count}', String(shown.length)))
  }

  /** @param {{ box: HTMLInputElement, label: string }} choice */
  option({ box, label }) {
    const option = document.createElement('div')
    option.textContent = label
    option.dataset.value = box.value
    return option
  }

  /** @param {Element} option */
  choose(option) {
    const value = option instanceof HTMLElement ? option.dataset.value : undefined
    if (this.input) this.input.value = ''
    this.close()
    this.tick(value, true)
    this.say(option.textContent ?? '')
  }

  /**
   * @param {string | undefined} value
   * @param {boolean} isTicked
   */
  tick(value, isTicked) {
    const choice = this.choices.find(({ box }) => box.value === value)
    if (!choice) return
    choice.box.checked = isTicked
    choice.box.dispatchEvent(new Event('change', { bubbles: true }))
    this.draw()
  }

  draw() {
    const ticked = this.choices.filter(({ box }) => box.checked)
    this.chips?.replaceChildren(...ticked.map(choice => this.chip(choice)))
  }

  /** @param {{ box: HTMLInputElement, label: string }} choice */
  chip({ box, label }) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'meaning', textContent: `${label} ×` })
    button.ariaLabel = this.dataset.remove?.replace('{words}', label) ?? label
    button.addEventListener('click', () => {
      this.tick(box.value, false)
      this.input?.focus()
    })
    const item = document.createElement('li')
    item.append(button)
    return item
  }
}

customElements.define('choice-search', ChoiceSearch)
