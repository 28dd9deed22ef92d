// What axe and a ruler find wrong on a page that is open in the browser.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * Each finding in one line. Our pages hold no frames of other hosts, so axe runs in the page itself: its other way
 * opens a second page for each one, only to put the findings of frames together.
 */
export async function findingsOn(page: Page): Promise<readonly string[]> {
  await settled(page)
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  const found = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 160)}`)
  const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  return isWide ? [...found, 'is wider than the screen'] : found
}

/** The page replaces what is pending for about twenty seconds: a part that goes meanwhile has no colours to judge. */
const pendingMs = 25_000

const settled = (page: Page): Promise<void> =>
  page
    .locator('[data-pending]')
    .first()
    .waitFor({ state: 'detached', timeout: pendingMs })
    .catch(() => {})
