// Names of files as they came from outside, made safe to show and to save.

const nameMax = 100
/** Control, format and bidirectional characters; what separates lines; half characters; private ones. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu
const unsafe = /[<>:"/\\|?*]/g
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** One line without anything that turns, hides or breaks what is read. */
export const visibleText = (text: string): string =>
  text.replace(/\s+/gu, ' ').replace(unseen, '').normalize('NFC').trim()

/** The last part of a path, without what systems cannot save, and with the ending of what it really is. */
export function safeName(given: string, ending: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const stem = visibleText(last)
    .replace(/\.[^.\s]{1,10}$/, '')
    .replace(unsafe, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const kept = [...stem].slice(0, nameMax).join('').trim()
  return `${kept === '' || devices.test(kept) ? `file${kept && `-${kept}`}` : kept}.${ending}`
}
