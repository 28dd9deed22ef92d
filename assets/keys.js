// One key: "/" goes to the search field. Single keys disturb those who speak to their computer, so it can be switched off.

const place = 'keys'

const isOn = () => localStorage.getItem(place) !== 'off'

/** @param {EventTarget | null} target */
const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
  if (!isOn() || isTyping(event.target)) return
  const field = document.querySelector('[data-key-search]')
  if (!(field instanceof HTMLElement)) return
  event.preventDefault()
  field.focus()
})

// Words that a form kept in this tab have arrived once its page shows no form any more (form-draft.js).
if (!document.querySelector('form-draft'))
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(`draft:${location.pathname}/`)) sessionStorage.removeItem(name)

/** The switch in the footer; its words come from the server. */
class KeySwitch extends HTMLElement {
  connectedCallback() {
    const button = document.createElement('button')
    button.type = 'button'
    const show = () => {
      button.textContent = (isOn() ? this.dataset.on : this.dataset.off) ?? ''
    }
    button.addEventListener('click', () => {
      localStorage.setItem(place, isOn() ? 'off' : 'on')
      show()
    })
    show()
    this.replaceChildren(button)
  }
}

customElements.define('key-switch', KeySwitch)
