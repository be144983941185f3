// A doctor whom an identity provider of somebody else's knows signs in with it, opens a film and signs out.
//   CLOUDFILM_URL=http://localhost:8080 node e2e/elsewhere.mjs PROVIDER STUDY
import assert from 'node:assert/strict'
import { DESK, drawn, launch, visitor } from './browser.mjs'

const [, , provider, study] = process.argv
const browser = await launch()
try {
  const { page, complaints, strangers } = await visitor(browser, DESK)
  await page.locator('[data-test=sign-in-doctor]').click()
  await page.waitForURL(`${provider}/**`)
  await page.locator('#enter').click()
  await page.waitForURL('**/doctor')
  await page.locator('[name=study-from]').fill('2026-11-01')
  await page.locator('[name=study-to]').fill('2026-11-01')
  await page.locator('[data-test=search]').click()
  await page.locator(`a[href$="/studies/${study}"]`).click()
  await drawn(page, 1)
  await page.reload()
  await drawn(page, 1)
  await page.locator('[data-test=back]').click()
  await page.locator('[data-test=sign-out]').click()
  await page.locator('[data-test=sign-in-doctor]').click()
  await page.waitForURL(`${provider}/**`)
  assert.deepEqual(complaints, [])
  assert.deepEqual([...new Set(strangers)], [new URL(provider).origin])
} finally {
  await browser.close()
}
