// Says that others changed something meanwhile, and offers to show it; nothing moves under the reader's hand.
// One connection, only while the tab is in sight: browsers allow few to one server at a time.

/** @typedef {{ exchange: string, version: number, by: string, isOwn: boolean }} Change */

class LiveChanges extends HTMLElement {
  /** @type {EventSource | undefined} */
  source
  /** @type {Set<string>} */
  changed = new Set()
  since = this.dataset.since ?? ''
  stop = new AbortController()

  connectedCallback() {
    const { signal } = this.stop
    this.showTyped()
    document.addEventListener('visibilitychange', () => this.follow(), { signal })
    // A page that is kept for the way back shall not hold a connection.
    addEventListener('pagehide', () => this.end(), { signal })
    addEventListener('pageshow', () => this.follow(), { signal })
    this.follow()
  }

  disconnectedCallback() {
    this.stop.abort()
    this.end()
  }

  follow() {
    if (document.hidden) return this.end()
    if (this.source && this.source.readyState !== EventSource.CLOSED) return
    const address = new URL(this.dataset.events ?? '', location.href)
    address.searchParams.set('since', this.since)
    this.source = new EventSource(address)
    this.source.addEventListener('changed', event => {
      if (event.lastEventId) this.since = event.lastEventId
      this.take(JSON.parse(event.data))
    })
  }

  end() {
    this.source?.close()
    this.source = undefined
  }

  /** @param {Change} change */
  take({ exchange, version, by, isOwn }) {
    const { exchange: here, version: shown, words = '' } = this.dataset
    if (here === undefined) {
      if (isOwn) return
      this.changed.add(exchange)
      return this.say(words.replace('{count}', String(this.changed.size)))
    }
    if (exchange === here && version > Number(shown)) this.say(words.replace('{name}', by))
  }

  /** Where the words stay that were typed on this page, for this tab only: the step for them may be over. */
  place() {
    return `typed:${this.dataset.href}`
  }

  keepTyped() {
    for (const draft of document.querySelectorAll('form-draft'))
      if ('keep' in draft && typeof draft.keep === 'function') draft.keep()
    const fields = [...document.querySelectorAll('main textarea, main input[type=text]')]
    const typed = fields.flatMap(one =>
      (one instanceof HTMLTextAreaElement || one instanceof HTMLInputElement) &&
      one.value !== one.defaultValue
        ? [one.value]
        : [],
    )
    if (typed.some(text => text.trim() !== '')) sessionStorage.setItem(this.place(), JSON.stringify(typed))
  }

  /** Where the form is still there it offers its words itself (form-draft.js). */
  showTyped() {
    const kept = sessionStorage.getItem(this.place())
    const { typed } = this.dataset
    if (!kept || !typed) return
    if (document.querySelector('form-draft')) return sessionStorage.removeItem(this.place())
    const section = document.createElement('section')
    const title = document.createElement('h2')
    section.className = 'editor-part'
    title.textContent = typed
    section.append(title)
    for (const text of JSON.parse(kept)) {
      const words = document.createElement('p')
      words.className = 'prose'
      words.textContent = text
      section.append(words)
    }
    this.append(section)
  }

  /** @param {string} words */
  say(words) {
    const place = this.querySelector('[role=status]')
    if (!place || place.firstElementChild?.firstElementChild?.textContent === words) return
    const box = document.createElement('p')
    const said = document.createElement('span')
    const link = document.createElement('a')
    said.textContent = words
    link.textContent = this.dataset.button ?? ''
    link.href = this.dataset.href ?? location.href
    link.className = 'ds-link'
    link.addEventListener('click', () => this.keepTyped())
    box.className = 'ds-alert'
    box.dataset.color = 'info'
    box.append(said, ' ', link)
    place.replaceChildren(box)
  }
}

customElements.define('live-changes', LiveChanges)
