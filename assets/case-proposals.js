// Shows who is proposed for a draft as it is now: asks for the page again once the draft was saved by itself, and takes
// this part of it. Without script a button saves and shows the same.

class CaseProposals extends HTMLElement {
  stop = new AbortController()
  asked = new AbortController()

  connectedCallback() {
    this.closest('form')?.addEventListener('draft-saved', () => this.look(), { signal: this.stop.signal })
  }

  disconnectedCallback() {
    this.stop.abort()
    this.asked.abort()
  }

  /** A help: where no answer comes, what stands here stays. */
  async look() {
    this.asked.abort()
    this.asked = new AbortController()
    try {
      const answer = await fetch(location.href, {
        headers: { Accept: 'text/html' },
        signal: this.asked.signal,
      })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.querySelector('case-proposals')
      // Nobody's focus is taken away.
      if (!fresh || fresh.innerHTML === this.innerHTML || this.contains(document.activeElement)) return
      this.replaceChildren(...[...fresh.childNodes].map(node => document.adoptNode(node)))
    } catch {}
  }
}

customElements.define('case-proposals', CaseProposals)
