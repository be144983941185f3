// People who reach the pages otherwise: by keyboard alone, over a slow link, with the phone on its side, on small screens
// and on paper. At a running Cloudfilm with its demo actors.
//   CLOUDFILM_URL=http://localhost:8080 npm run e2e
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DESK, drawn, launch, PHONE, signIn, visiting } from './browser.mjs'
import { ctImage, newUid } from './dicom.mjs'
import { record, store, URL_UNDER_TEST } from './server.mjs'

const ZHANG = { name: 'Zhang^San=张^三', id: '34052419800101001X', birthDate: '19800101', sex: 'M' }
const RUN = Date.now().toString(36)
const STUDY = newUid(), SIDE = 64, SLICES = 9, MIDDLE = 5
/** So that it is on the first page of any list. */
const TODAY = new Date().toISOString().slice(0, 10).replaceAll('-', '')
const ON_ITS_SIDE = { ...PHONE, viewport: { width: 740, height: 360 } }

const films = [1, 2].flatMap(series => Array.from({ length: SLICES }, (_, i) => ctImage({
  study: STUDY, series: `${STUDY}.${series}`, seriesNumber: series, number: i + 1, rows: SIDE, columns: SIDE, pixels: new Int16Array(SIDE * SIDE).fill(i * 20),
  window: { centre: 40, width: 400 }, patient: ZHANG, description: 'reach', date: TODAY,
})))

/** Goes on by Tab to what `selector` names; wherever the focus stops on the way it can be seen. */
async function tabTo(page, selector) {
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press('Tab')
    const { there, hidden } = await page.evaluate(wanted => {
      const at = document.activeElement
      if (at === document.body) return { there: false }
      const { left, top, width, height } = at.getBoundingClientRect()
      const seen = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.2], [0.5, 0.8]].filter(([x, y]) => {
        const over = document.elementFromPoint(left + x * width, top + y * height)
        return over && (at.contains(over) || over.contains(at))
      }).length
      const marked = getComputedStyle(at).outlineStyle !== 'none' || getComputedStyle(at, '::after').borderStyle === 'solid'
        // The button of a date's calendar lies within the field.
        || at.type === 'date'
      return { there: at.matches(wanted), hidden: seen < 3 ? `${at.outerHTML.slice(0, 200)} is covered` : marked ? '' : `${at.outerHTML.slice(0, 200)} has no mark` }
    }, selector)
    assert.ok(!hidden, hidden)
    if (there) return
  }
  assert.fail(`Tab does not lead to ${selector}`)
}

async function enterAt(page, selector) {
  await tabTo(page, selector)
  await page.keyboard.press('Enter')
}

const slices = page => page.locator('.viewport canvas').evaluateAll(all => all.map(canvas => Number(canvas.dataset.slice)))
const widthOf = page => page.evaluate(() => document.documentElement.scrollWidth)

describe('however one reaches the pages', () => {
  let browser
  before(async () => {
    await store('hospital-lishui', films)
    await record('hospital-lishui', {
      resourceType: 'Patient', id: `e2e-reach-${RUN}`, birthDate: '1980-01-01', gender: 'male', name: [{ text: '张三', family: '张', given: ['三'] }],
      identifier: [{ system: 'urn:oid:2.16.156.10011.1.3', value: ZHANG.id }, { system: 'urn:cloudfilm:hospital:lishui:patient', value: `R${RUN}` }],
    })
    browser = await launch()
  })
  after(() => browser?.close())

  const visit = (device, story) => visiting(browser, device, story)
  const filmPage = async page => {
    await signIn(page, 'patient', 'patient-zhang')
    await page.locator(`a[href$="/films/${STUDY}"]`).click()
    await drawn(page, MIDDLE)
  }

  it('doctorByKeyboard_findsAFilm_turnsBothPanes_andComesBack', () => visit(DESK, async page => {
    await enterAt(page, '[data-test=sign-in-doctor]')
    await page.locator('button.actor').first().waitFor()
    await enterAt(page, 'button.actor[value=doctor-wang]')
    await page.locator('[data-test=study]').first().waitFor()
    await tabTo(page, '[name=study-name]')
    await page.keyboard.type('张三')
    await enterAt(page, '[data-test=search]')
    await page.locator(`a[href$="/studies/${STUDY}"]`).waitFor()
    await enterAt(page, `a[href$="/studies/${STUDY}"]`)
    await drawn(page, 1)
    await page.keyboard.press('PageDown')
    await drawn(page, SLICES)
    await page.keyboard.press('2')
    await page.locator('[data-test=preset-lung][aria-pressed=true]').waitFor()
    await page.keyboard.press('+')
    await page.keyboard.press('Shift+ArrowRight')
    assert.deepEqual(await slices(page), [SLICES])
    await page.keyboard.press('Home')
    await drawn(page, 1)
    await enterAt(page, '[data-test=tool-two]')
    await drawn(page, 1, 'pixels', 1)
    await tabTo(page, '.pane:last-child')
    await page.keyboard.press('ArrowDown')
    await drawn(page, 2)
    assert.deepEqual(await slices(page), [1, 2])
    await page.keyboard.press('Escape')
    await page.waitForURL('**/doctor')
    await page.locator('h1:focus').waitFor()
  }))

  it('patientByKeyboard_sharesAFilm_andEscapeClosesOnlyWhatIsOpen', () => visit(PHONE, async page => {
    await enterAt(page, '[data-test=sign-in-patient]')
    await page.locator('button.actor').first().waitFor()
    await enterAt(page, 'button.actor[value=patient-zhang]')
    await page.locator(`a[href$="/films/${STUDY}"]`).waitFor()
    await enterAt(page, `a[href$="/films/${STUDY}"]`)
    await drawn(page, MIDDLE)
    await page.keyboard.press('ArrowDown')
    await drawn(page, MIDDLE + 1)
    await enterAt(page, '[data-test=series]')
    await page.locator('dialog[open]').waitFor()
    // Past the last button the focus is the browser's own, and the keys the page's.
    for (let n = 0; n < 3; n++) await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    assert.equal(new URL(page.url()).pathname, `/films/${STUDY}`)
    assert.equal(await page.evaluate(() => document.activeElement.dataset.test), 'series')
    await enterAt(page, '[data-test=share]')
    await page.locator('dialog[open]').waitFor()
    await enterAt(page, '[data-test=make-share]')
    await page.locator('[data-test=passcode-shown]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[data-test=passcode-shown]').waitFor()
    await enterAt(page, 'dialog .wide-button')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.waitForURL('**/films')
    await enterAt(page, '[data-test=nav-messages]')
    await page.locator('h1:focus', { hasText: '消息' }).waitFor()
    await tabTo(page, '[data-test=nav-me]')
  }))

  it('slowLink_theThumbnailIsThereBeforeThePicture_andOnePictureIsAskedForFirst', () => visit(PHONE, async page => {
    await signIn(page, 'patient', 'patient-zhang')
    const frames = [], held = []
    let open = false
    await page.route('**/frames/**', route => {
      frames.push(new URL(route.request().url()).pathname)
      if (open) void route.continue()
      else held.push(route)
    })
    await page.locator(`a[href$="/films/${STUDY}"]`).click()
    await page.locator('.viewport .first-look img').waitFor()
    const path = `/dicom-web/studies/${STUDY}/series/${STUDY}.1/instances/${STUDY}.1.${MIDDLE}/frames/1`
    assert.deepEqual(frames.sort(), [path, `${path}/rendered`])
    open = true
    await Promise.all(held.map(route => route.continue()))
    await drawn(page, MIDDLE)
    assert.equal(await page.locator('.first-look').count(), 0)
    await page.locator(`canvas[data-loaded="${SLICES}"]`).waitFor()
  }))

  it('phoneOnItsSide_thePictureHasTheHeight_andEverythingIsInSight', async () => {
    await visit(ON_ITS_SIDE, async page => {
      await page.locator('[data-test=sign-in-patient]').waitFor()
      for (const door of ['patient', 'doctor']) {
        const { y, height } = await page.locator(`[data-test=sign-in-${door}]`).boundingBox()
        assert.ok(y + height <= ON_ITS_SIDE.viewport.height, `the ${door}'s door ends at ${y + height}`)
      }
      await filmPage(page)
      const picture = await page.locator('.viewport').boundingBox()
      assert.ok(picture.height >= ON_ITS_SIDE.viewport.height - 1, `the picture is ${picture.height} high`)
      for (const action of ['back', 'scrubber', 'series', 'brightness', 'reset', 'download', 'share']) {
        const { x, y, width, height } = await page.locator(`[data-test=${action}]`).boundingBox()
        assert.ok(x >= picture.width && x + width <= ON_ITS_SIDE.viewport.width && y >= 0 && y + height <= ON_ITS_SIDE.viewport.height, `${action} is out of sight`)
      }
      assert.equal(await widthOf(page), ON_ITS_SIDE.viewport.width)
    })
  })

  it('onPaper_listsAreNotEmpty_andAFilmKeepsItsProportions', () => visit(PHONE, async page => {
    await filmPage(page)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.phone-bottom').isVisible(), false)
    const { fit, ink, height } = await page.locator('.viewport canvas').evaluate(canvas => ({
      fit: getComputedStyle(canvas).objectFit, ink: getComputedStyle(document.querySelector('h1')).color, height: canvas.clientHeight,
    }))
    assert.deepEqual({ fit, ink }, { fit: 'contain', ink: 'rgb(0, 0, 0)' })
    assert.ok(height > 300, `the picture is ${height} high`)
    for (const path of ['/films', '/me/consents', '/me/trail']) {
      await page.goto(`${URL_UNDER_TEST}${path}`)
      await page.waitForLoadState('networkidle')
      assert.equal(await page.locator('.own-top h1').isVisible(), true, path)
      assert.ok((await page.locator('main').innerText()).length > 20, `${path} is empty on paper`)
    }
  }))

  it('screenOf320_noPageIsWider', async () => {
    const narrow = { ...PHONE, viewport: { width: 320, height: 568 } }
    const assertFits = async (page, paths) => {
      for (const path of paths) {
        await page.goto(`${URL_UNDER_TEST}${path}`)
        await page.locator('h1').first().waitFor()
        await page.waitForLoadState('networkidle')
        assert.equal(await widthOf(page), 320, `${path} is wider than the screen`)
      }
    }
    await visit(narrow, async page => {
      assert.equal(await widthOf(page), 320)
      await signIn(page, 'doctor', 'doctor-wang')
      await assertFits(page, ['/doctor', `/doctor/patients/e2e-reach-${RUN}`, `/doctor/studies/${STUDY}`])
    })
    await visit(narrow, async page => {
      await signIn(page, 'patient', 'patient-zhang')
      await assertFits(page, ['/films', '/me', '/me/messages', '/me/consents', '/me/consents/add', '/me/trail', '/me/bills', '/me/shares', `/films/${STUDY}`])
    })
    await visit(narrow, async page => {
      await signIn(page, 'admin', 'admin')
      await assertFits(page, ['/management', '/management/glass', '/management/trail', '/tour'])
    })
  })
})
