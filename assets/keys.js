// Single keys: / to the search, j and k through the rows of a list, ? for what they do. They disturb those who speak to
// their computer, so they can be switched off.

const place = 'keys'

const isOn = () => localStorage.getItem(place) !== 'off'

/** @param {EventTarget | null} target */
const isTyping = target =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/** Enter opens the row: its link has the focus. @param {number} step */
const move = step => {
  const links = [...document.querySelectorAll('.worklist a.title')]
  const row = document.activeElement?.closest('tr')
  const now = links.findIndex(link => link.closest('tr') === row)
  const next = now < 0 ? (step > 0 ? 0 : -1) : now + step
  return links[next] ?? null
}

/** What a key leads to; null where it does nothing here. @param {string} key */
const placeOf = key => {
  if (key === '/') return document.querySelector('[data-key-search]')
  if (key === 'j') return move(1)
  if (key === 'k') return move(-1)
  return null
}

const help = () => {
  const dialog = document.querySelector('dialog[data-key-help]')
  if (!(dialog instanceof HTMLDialogElement)) return false
  if (dialog.open) dialog.close()
  else dialog.showModal()
  return true
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (!isOn() || isTyping(event.target)) return
  if (event.key === '?' && help()) return event.preventDefault()
  const place = document.querySelector('dialog[open]') ? null : placeOf(event.key)
  if (!(place instanceof HTMLElement)) return
  event.preventDefault()
  place.focus()
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
