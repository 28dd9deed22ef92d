// What axe and a ruler find wrong on a page that is open in the browser.
import { setTimeout as wait } from 'node:timers/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * Each finding in one line. Our pages hold no frames of other hosts, so axe runs in the page itself: its other way
 * opens a second page for each one, only to put the findings of frames together.
 */
export async function findingsOn(page: Page): Promise<readonly string[]> {
  const found = await findingsNow(page)
  if (found.length === 0) return found
  // Pages renew what has changed: what was found in the middle of that is gone in a moment, a fault is not.
  await wait(1000)
  return findingsNow(page)
}

async function findingsNow(page: Page): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  const found = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 160)}`)
  const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  return isWide ? [...found, 'is wider than the screen'] : found
}
