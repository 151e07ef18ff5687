import type { Page } from '@playwright/test'

/** Texts of the page that do not fit where they stand: cut without a tooltip that says all, or beyond the window. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const parent = node.parentElement
      if (text === '' || !parent?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const place = range.getBoundingClientRect()
      // What only readers of the page are told is one pixel wide.
      if (place.width === 0 || parent.closest('.visually-hidden')) continue
      const verdict = judge(parent, place)
      if (verdict !== null) found.push(`${verdict}: ${text}`)
    }
    return found

    function judge(from: Element, place: DOMRect): string | null {
      for (let element: Element | null = from; element; element = element.parentElement) {
        const style = getComputedStyle(element)
        const box = element.getBoundingClientRect()
        if (style.clipPath !== 'none') return null
        if (style.overflowX === 'auto' || style.overflowX === 'scroll') return null
        const hides = style.overflowX === 'hidden' || style.overflowX === 'clip'
        if (hides && (place.right > box.right + 1 || place.left < box.left - 1)) {
          return element.closest('[title]') || element.querySelector('[title]') ? null : 'cut'
        }
      }
      return place.right > innerWidth + 1 ? 'beyond the window' : null
    }
  })
}
