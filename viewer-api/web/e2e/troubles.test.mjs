// What goes wrong at people's ends: no network, a sign-in that has ended, parts of the pages that do not arrive; and films
// that are not like the others. At a running Cloudfilm with its demo actors.
//   CLOUDFILM_URL=http://localhost:8080 npm run e2e
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DESK, drawn, launch, PHONE, signIn, visiting } from './browser.mjs'
import { colourClip, ctImage, newUid } from './dicom.mjs'
import { store, URL_UNDER_TEST } from './server.mjs'

const ZHANG = { name: 'Zhang^San=张^三', id: '34052419800101001X', birthDate: '19800101', sex: 'M' }
const FILM = newUid(), CLIP = newUid()
const SIDE = 64, SLICES = 80, FRAMES = 6

const film = Array.from({ length: SLICES }, (_, i) => ctImage({
  study: FILM, series: `${FILM}.1`, number: i + 1, rows: SIDE, columns: SIDE, pixels: new Int16Array(SIDE * SIDE).fill(i), window: { centre: 40, width: 400 },
  patient: ZHANG, description: 'troubles',
}))
const clip = colourClip({
  study: CLIP, rows: SIDE, columns: SIDE, frames: Array.from({ length: FRAMES }, (_, i) => new Uint8Array(SIDE * SIDE * 3).fill(40 * i)), patient: ZHANG,
  description: 'clip', frameTime: 100,
})

describe('troubles', () => {
  let browser
  before(async () => {
    await store('hospital-lishui', film)
    await store('hospital-lishui', [clip])
    browser = await launch()
  })
  after(() => browser?.close())

  const visit = (device, story) => visiting(browser, device, story)
  const wearOut = page => page.evaluate(() => {
    const tokens = JSON.parse(sessionStorage.getItem('cloudfilm.tokens'))
    sessionStorage.setItem('cloudfilm.tokens', JSON.stringify({ ...tokens, access: 'worn out', expires: 0 }))
  })
  const searchPage = async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await page.locator('[data-test=study]').first().waitFor()
  }
  const filmPage = async (page, study) => {
    await signIn(page, 'patient', 'patient-zhang')
    await page.locator(`a[href$="/films/${study}"]`).click()
  }

  it('signInHasEnded_isSaid_andSigningInLeadsBackToThePage', () => visit(DESK, async page => {
    await searchPage(page)
    await page.goto(`${URL_UNDER_TEST}/doctor/studies/${FILM}`)
    await drawn(page, 1)
    await page.goto(`${URL_UNDER_TEST}/doctor`)
    await page.locator('[data-test=study]').first().waitFor()
    await wearOut(page)
    await page.context().clearCookies()
    await page.locator('[name=study-name]').fill('张三')
    await page.locator('[data-test=search]').click()
    await page.locator('dialog[open]', { hasText: '登录已过期' }).waitFor()
    await page.locator('[data-test=sign-in-again]').click()
    await page.locator('button.actor[value=doctor-wang]').click()
    await page.waitForURL('**/doctor')
    await page.locator('[data-test=study]').first().waitFor()
  }))

  it('networkFailsWhenTheTokenHasRunOut_nobodyIsSignedOut', () => visit(DESK, async page => {
    await searchPage(page)
    await wearOut(page)
    await page.context().setOffline(true)
    await page.locator('[name=study-name]').fill('张三')
    await page.locator('[data-test=search]').click()
    await page.getByText('可能是网络不稳定').first().waitFor()
    // Both lists are asked for again as soon as that helps.
    await page.context().setOffline(false)
    await page.locator('[data-test=study]').first().waitFor()
    await page.locator('[data-test=patient-row]').first().waitFor()
  }))

  it('partOfThePagesDoesNotArrive_isSaid_andTriedAgain', () => visit(PHONE, async page => {
    // The list asks for it beforehand.
    await page.route('**/assets/FilmPage-*.js', route => route.abort())
    await signIn(page, 'patient', 'patient-zhang')
    await page.locator('[data-test=film]').first().waitFor()
    await page.locator(`a[href$="/films/${FILM}"]`).click()
    await page.getByText('没有加载成功').waitFor()
    await page.unroute('**/assets/FilmPage-*.js')
    await page.getByRole('button', { name: '再试一次' }).click()
    await drawn(page, SLICES / 2 + 1)
  }))

  it('pictureDoesNotArrive_isTriedAgainByHand_andByItselfWhenTheNetworkIsBack', () => visit(PHONE, async page => {
    let down = true
    await page.route('**/dicom-web/**/frames/**', route => (down ? route.abort() : route.continue()))
    await filmPage(page, FILM)
    await page.locator('[data-test=retry]').waitFor()
    assert.match(await page.locator('.broken').innerText(), /网络不稳定/)
    down = false
    await page.locator('[data-test=retry]').click()
    await drawn(page, SLICES / 2 + 1)

    down = true
    await page.reload()
    await page.locator('[data-test=retry]').waitFor()
    down = false
    await page.context().setOffline(true)
    await page.context().setOffline(false)
    await drawn(page, SLICES / 2 + 1)
  }))

  it('patientAtADesk_hasTheSidesNamedByThePicture_andAKeyboard', () => visit(DESK, async page => {
    await filmPage(page, FILM)
    await drawn(page, SLICES / 2 + 1)
    const box = await page.locator('.viewport').boundingBox(), left = await page.locator('.edge.left').boundingBox()
    const picture = box.x + (box.width - Math.min(box.width, box.height)) / 2
    assert.ok(picture - (left.x + left.width) >= 0 && picture - (left.x + left.width) < 20, `the name ends at ${left.x + left.width}, the picture begins at ${picture}`)
    await page.keyboard.press('ArrowDown')
    await drawn(page, SLICES / 2 + 2)
    await page.locator('[data-test=series]').click()
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    assert.equal(await page.evaluate(() => document.activeElement.dataset.test), 'series')
    await page.keyboard.press('Escape')
    await page.waitForURL('**/films')
  }))

  it('backFromAFilm_findsTheListWhereItWasLeft', () => visit(PHONE, async page => {
    await signIn(page, 'patient', 'patient-zhang')
    const last = page.locator('[data-test=film]').last()
    await last.scrollIntoViewIfNeeded()
    const down = await page.evaluate(() => window.scrollY)
    assert.ok(down > 100, `the list is long: ${down}`)
    await last.click()
    await page.locator('.viewport').waitFor()
    await page.goBack()
    await page.waitForFunction(wanted => Math.abs(window.scrollY - wanted) < 3, down)
  }))

  it('addressThatIsNotThere_isAPageWithAWayBack_inBothLanguages', () => visit(PHONE, async page => {
    const answer = await page.goto(`${URL_UNDER_TEST}/nowhere`)
    assert.equal(answer.status(), 404)
    await page.locator('h1', { hasText: '没有找到' }).waitFor()
    assert.equal(await page.title(), '没有找到 · 云影')
    await page.locator('[data-test=language]').click()
    await page.locator('h1', { hasText: 'Not found' }).waitFor()
    assert.equal(await page.title(), 'Not found · Cloudfilm')
    await page.getByRole('button', { name: 'Go to the start page' }).click()
    await page.locator('[data-test=sign-in-patient]').waitFor()
    assert.equal(await page.title(), 'Cloudfilm')
    // Not an address at all: neither another host's nor a page to sign in for.
    for (const path of ['//x', '//films']) {
      const refused = await page.goto(`${URL_UNDER_TEST}${path}`)
      assert.equal(refused.status(), 400, path)
      await page.locator('h1', { hasText: 'Not found' }).waitFor()
      assert.equal(page.url(), `${URL_UNDER_TEST}${path}`)
    }
  }))

  it('failures_haveAHeading_alsoWhereTheyAreAllThereIs', () => visit(DESK, async page => {
    await searchPage(page)
    for (const path of ['/doctor/nowhere', '/doctor/studies/1.2.3', '/doctor/patients/nowhere', '/doctor/patients/nowhere/compare']) {
      await page.goto(`${URL_UNDER_TEST}${path}`)
      await page.locator('h1', { hasText: '没有找到' }).waitFor()
    }
  }))

  it('doctorWithAClipInColour_cannotWindowIt_andIsToldWhy', () => visit(DESK, async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await page.locator('[data-test=study]').first().waitFor()
    await page.goto(`${URL_UNDER_TEST}/doctor/studies/${CLIP}`)
    await drawn(page, 1, 'picture')
    const tool = page.locator('[data-test=tool-window]')
    assert.equal(await tool.isDisabled(), true)
    assert.match(await tool.getAttribute('title'), /彩色图像/)
    assert.equal(await page.locator('[data-test=preset-default]').isDisabled(), true)
    // The button that would have windowed turns the pages.
    assert.equal(await page.locator('[data-test=tool-scroll]').getAttribute('aria-pressed'), 'true')
    const box = await page.locator('.viewport').boundingBox()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3 + 20, { steps: 4 })
    await page.mouse.up()
    await drawn(page, 2, 'picture')
    await page.goto(`${URL_UNDER_TEST}/doctor/studies/${FILM}`)
    await drawn(page, 1)
    assert.equal(await tool.isDisabled(), false)
    assert.equal(await tool.getAttribute('aria-pressed'), 'true')
  }))

  it('clipInColour_plays_andHasNoBrightnessToSet', () => visit(PHONE, async page => {
    await filmPage(page, CLIP)
    await drawn(page, FRAMES / 2 + 1, 'picture')
    assert.equal(await page.locator('[data-test=brightness]').count(), 0)
    await page.locator('[data-test=play]').click()
    await drawn(page, 1, 'picture')
    await page.locator('[data-test=play]').click()
  }))
})
