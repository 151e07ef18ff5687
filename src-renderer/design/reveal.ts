import { nextTick } from 'vue'
import { formatPath, type JsonPath } from '../../src-engine/problem.ts'

/**
 * Brings the setting at `path` into view and moves the focus to it; if it has no control of its own, to the nearest
 * part of the view that holds it. Parts say what they show by `data-path`, as written in messages.
 */
export async function reveal(root: ParentNode, path: JsonPath): Promise<void> {
  for (let length = path.length; length > 0; length--) {
    const element = root.querySelector<HTMLElement>(`[data-path="${CSS.escape(formatPath(path.slice(0, length)))}"]`)
    if (!element) continue
    await focusIn(element)
    return
  }
}

/** Moves the focus to an element or the first control in it, unfolding the part of a panel it is in. */
export async function focusIn(element: HTMLElement): Promise<void> {
  element.closest('section')?.querySelector<HTMLElement>('[aria-expanded="false"]')?.click()
  // What is folded cannot have the focus.
  await nextTick()
  const control = element.matches(focusable) ? element : element.querySelector<HTMLElement>(focusable)
  element.scrollIntoView({ block: 'nearest' })
  control?.focus()
}

const focusable = 'input, select, textarea, button, [tabindex="0"]'
