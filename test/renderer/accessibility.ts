// Looks at an open page with axe-core. For end-to-end tests: the page may have any content security policy.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** `rule: what is wrong (selectors)` for every WCAG 2 A and AA rule the page breaks; empty where it breaks none. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const runner: typeof axe = Reflect.get(window, 'axe')
    const found = await runner.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    })
    return found.violations.map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 4).map((node) => node.target.join(' '))
      return `${id}: ${help} (${places.join('; ')}${nodes.length > 4 ? `; and ${nodes.length - 4} more` : ''})`
    })
  })
}
