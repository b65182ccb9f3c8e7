// The screens, served for real, against the accessibility rules: light and dark, open dialogs included.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { accessibilityViolations } from '../renderer/accessibility.ts'
import { describeWith } from '../support/requirements.ts'
import { launchBrowser } from './support/browser.ts'
import { startServe } from './support/serve.ts'
import { tempFolder } from './support/temp-folder.ts'

/** Each brings the page into a state that the next one starts from. */
const states: readonly { name: string; reach: (page: Page) => Promise<unknown> }[] = [
  { name: 'Compare', reach: (page) => page.getByTestId('estimate').waitFor() },
  {
    name: 'a contender’s knobs',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Edit FastAPI + uvloop' }).click()
      await page.getByLabel('Name on charts').waitFor()
    },
  },
  {
    name: 'saving a profile',
    reach: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByLabel('Name on charts').waitFor({ state: 'hidden' })
      await page.getByTestId('profile-save-as').click()
      await page.getByTestId('profile-name').waitFor()
    },
  },
  {
    name: 'Live',
    reach: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByTestId('profile-name').waitFor({ state: 'hidden' })
      await page.getByTestId('nav-live').click()
      await page.getByText('Nothing is being measured').waitFor()
    },
  },
  {
    name: 'Results',
    reach: async (page) => {
      await page.getByTestId('nav-results').click()
      await page.getByText('No runs yet').waitFor()
    },
  },
  {
    name: 'Profiles',
    reach: async (page) => {
      await page.getByTestId('nav-profiles').click()
      await page.getByTestId('profile-row-first-look').waitFor()
    },
  },
]

describeWith({ chromium: true }, 'the accessibility rules', () => {
  it.each(['light', 'dark'] as const)('hold on every screen in %s', async (colorScheme) => {
    await using folder = await tempFolder()
    await using serving = await startServe({ dataFolder: folder.path })
    const browser = await launchBrowser()
    try {
      // Transitions would leave half-faded colours to be judged.
      const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(serving.url)
      for (const { name, reach } of states) {
        await reach(page)
        expect(await accessibilityViolations(page), name).toEqual([])
      }
    } finally {
      await browser.close()
    }
  })
})
