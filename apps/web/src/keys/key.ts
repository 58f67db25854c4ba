export interface Key {
  /**
   * As `KeyboardEvent.key` names it; two in a row: `g w`; with ⌘ or Ctrl: `mod+k`. Several do the same: the first of them
   * is the one to show.
   */
  key: string | readonly string[]
  /** What it does, for the sheet. */
  name: string
  run(event: KeyboardEvent): void
  /** Why it does nothing now; pressed, it says so. */
  unavailable?: string | undefined
}

export const spellings = ({ key }: Key): readonly string[] => (typeof key === 'string' ? [key] : key)

/** `mod+` is ⌘ on a Mac, Ctrl elsewhere. A letter is small unless Shift says otherwise: Caps Lock does not. */
export function strokeOf({ key, metaKey, ctrlKey, shiftKey }: KeyboardEvent): string {
  if (metaKey || ctrlKey) return `mod+${key.toLowerCase()}`
  return key.length === 1 && !shiftKey ? key.toLowerCase() : key
}

/** Keys that a link, a button or a checkbox has a use for when it has the focus. */
const OF_CONTROLS: ReadonlySet<string> = new Set(['Enter', ' '])
const CONTROL = 'a[href], button, summary, input, [role=button], [role=tab], [role=option], [role=checkbox]'
const TEXT = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]'
const ABOVE = '[role=dialog], [role=alertdialog], [role=menu]'

/** Whether somebody else has a better claim to the stroke: a text that is typed, a control, a dialog or menu above the page. */
export function isTaken({ target, altKey }: KeyboardEvent, stroke: string): boolean {
  if (altKey || document.querySelector(ABOVE)) return true
  if (!(target instanceof Element) || stroke.startsWith('mod+')) return false
  return target.closest(TEXT) !== null || (OF_CONTROLS.has(stroke) && target.closest(CONTROL) !== null)
}
