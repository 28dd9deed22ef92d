// Fetches the page again while a part of it is pending (a translation on its way) and replaces only those parts.

const waitMs = 2000
const triesMax = 10

class RefreshPending extends HTMLElement {
  tries = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer

  connectedCallback() {
    this.plan()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  plan() {
    this.timer = setTimeout(() => this.look(), waitMs)
  }

  /** Parts that are still on their way. Without an id a part cannot be found again. */
  pending() {
    return [...this.querySelectorAll('[data-pending][id]')]
  }

  async look() {
    if (this.pending().length === 0) return
    this.tries++
    if (document.visibilityState === 'visible') await this.replace().catch(() => {})
    if (this.tries < triesMax && this.pending().length > 0) this.plan()
  }

  async replace() {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const part of this.pending()) {
      const other = fresh.getElementById(part.id)
      if (!other || other.hasAttribute('data-pending')) continue
      const made = document.adoptNode(other)
      part.replaceWith(made)
      // A short fade shows where something came; none for those who asked for calm.
      if (!matchMedia('(prefers-reduced-motion: reduce)').matches)
        made.animate([{ opacity: 0.3 }, { opacity: 1 }], 120)
    }
  }
}

customElements.define('refresh-pending', RefreshPending)
