// A headless Chromium and what the tests do with it again and again.
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { URL_UNDER_TEST } from './server.mjs'

export const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' }
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: 'zh-CN' }

// Software rendering, so that pixels are the same on every machine; nothing calls home.
const FLAGS = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb']

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS,
})

/** Opens the landing page as a new visitor; collects what the page complains about and whom it asks. */
export async function visitor(browser, device) {
  const context = await browser.newContext(device)
  const page = await context.newPage()
  const complaints = [], strangers = []
  page.setDefaultTimeout(20_000)
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => /content security|refused to/i.test(message.text()) && complaints.push(message.text()))
  page.on('request', request => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(URL_UNDER_TEST).origin) strangers.push(origin)
  })
  await page.goto(URL_UNDER_TEST)
  return { context, page, complaints, strangers }
}

/** One visit; whatever the story, the page must not complain and must not ask strangers. */
export async function visiting(browser, device, story) {
  const { context, page, complaints, strangers } = await visitor(browser, device)
  try {
    await story(page)
    assert.deepEqual(complaints, [])
    assert.deepEqual(strangers, [])
  } catch (error) {
    await page.screenshot({ path: '/tmp/cloudfilm-e2e-failure.png' })
    console.error('the page complained:', complaints)
    throw error
  } finally {
    await context.close()
  }
}

export async function signIn(page, door, user) {
  await page.locator(`[data-test=sign-in-${door}]`).click()
  await page.locator(`button.actor[value=${user}]`).click()
  await page.waitForURL({ doctor: '**/doctor', patient: '**/films', staff: '**/review', admin: '**/management' }[door])
}

/** Waits until the frame of this slice is drawn from stored pixels (or in any way that `source` allows). */
export const drawn = (page, slice, source = 'pixels', nth = 0) =>
  page.locator(`canvas[data-state=ready][data-slice="${slice}"][data-source=${source}]`).nth(nth).waitFor()

/** Grey values of the picture on screen at points given as shares of the picture fitted into the canvas. */
export async function greys(page, points, aspect) {
  const canvas = page.locator('.viewport canvas').first()
  const box = await canvas.boundingBox()
  const width = Math.min(box.width, box.height * aspect), height = width / aspect
  // Texts lie over the picture; what is under test is the picture.
  await page.addStyleTag({ content: '.overlay, .edge, .hint, .progress, .loading-mark { visibility: hidden }' })
  const shot = await canvas.screenshot()
  const reader = await page.context().browser().newPage()
  try {
    return await reader.evaluate(async ({ png, at, css }) => {
      const blob = new Blob([Uint8Array.from(atob(png), letter => letter.charCodeAt(0))])
      const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' })
      const scale = bitmap.width / css
      const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      pen.drawImage(bitmap, 0, 0)
      return at.map(([x, y]) => pen.getImageData(Math.round(x * scale), Math.round(y * scale), 1, 1).data[0])
    }, {
      png: shot.toString('base64'), css: box.width,
      at: points.map(([x, y]) => [(box.width - width) / 2 + x * width, (box.height - height) / 2 + y * height]),
    })
  } finally {
    await reader.close()
  }
}
