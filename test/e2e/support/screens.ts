// What a user does on the screens, in whichever shell shows them. Knows test ids and words, not how they are drawn.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A run of the first look is about two and a half minutes; this is for a machine that is busy besides. */
const runLimitMs = 300_000

export async function seeFirstStart(page: Page): Promise<void> {
  for (const id of ['node-cluster', 'fastapi-uvloop', 'python-freethreaded']) {
    await page.getByTestId(`contender-row-${id}`).waitFor()
  }
  await page.getByTestId('estimate').waitFor()
}

/** Presses Run and waits until the live chart has moved twice. */
export async function runAndWatch(page: Page): Promise<void> {
  await page.getByTestId('run-button').click()
  const chart = page.getByTestId('live-chart')
  await chart.waitFor({ timeout: runLimitMs })
  const points = async () => Number(await chart.getAttribute('data-points'))
  await expect.poll(points, { timeout: 60_000 }).toBeGreaterThan(2)
  const before = await drawn(page)
  await expect.poll(() => drawn(page), { timeout: 60_000 }).not.toBe(before)
}

/** The geometry of every line of the live chart. */
async function drawn(page: Page): Promise<string> {
  const lines = page.getByTestId('live-chart').locator('path.recharts-line-curve')
  return (await lines.evaluateAll((paths) => paths.map((path) => path.getAttribute('d')))).join('|')
}

/** Waits for the results of the run that is going on; returns its headline. */
export async function seeResults(page: Page): Promise<string> {
  const headline = page.getByTestId('results-headline')
  await headline.waitFor({ timeout: runLimitMs })
  await page.getByTestId('results-table').waitFor()
  return (await headline.textContent()) ?? ''
}

export async function saveProfileAs(page: Page, name: string): Promise<void> {
  await page.getByTestId('nav-compare').click()
  await page.getByTestId('profile-save-as').click()
  await page.getByTestId('profile-name').fill(name)
  await page.getByTestId('profile-save').click()
  await page.getByTestId('profile-name').waitFor({ state: 'hidden' })
}

export async function openProfile(page: Page, name: string): Promise<void> {
  await page.getByTestId('nav-profiles').click()
  await page.getByRole('button', { name: `Open ${name} in Compare` }).click()
  await page.getByTestId('estimate').waitFor()
}

export async function stopAndKeep(page: Page): Promise<void> {
  await page.getByTestId('stop-button').click()
  await page.getByTestId('confirm-stop').click()
  await page.getByRole('button', { name: 'See the results' }).click()
}

export async function chooseExport(page: Page, format: string): Promise<void> {
  await page.getByTestId('export-menu').click()
  await page.getByTestId(`export-${format}`).click()
}
