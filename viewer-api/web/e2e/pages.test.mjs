// Stories on the pages of a running Cloudfilm with its demo actors, in a real browser.
//   CLOUDFILM_URL=http://localhost:8080 npm run e2e
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DESK, drawn, greys, launch, PHONE, signIn, visiting } from './browser.mjs'
import { ctImage, newUid } from './dicom.mjs'
import { store, URL_UNDER_TEST } from './server.mjs'

const ZHANG = { name: 'Zhang^San=张^三', id: '34052419800101001X', birthDate: '19800101', sex: 'M' }
/** Two patients a reviewer has to compare; new numbers each time, for what was decided stays so. */
const ALIKE = [1, 2].map(n => `E2E${Date.now()}${n}`)
const BORN = new Date(Date.UTC(1950, 0, 1 + Math.floor(Math.random() * 20_000))).toISOString().slice(0, 10).replaceAll('-', '')
const ROWS = 64, COLUMNS = 64, SLICES = 12
const STUDY = newUid(), OTHER_STUDY = newUid()
const WINDOW = { centre: 0, width: 256 }
const BARS = [-200, -64, 64, 200]
/** PS3.3 C.11.2.1.2 for the window above, in 0..255. */
const BAR_GREYS = [0, 64, 192, 255]
const BAR_MIDDLES = [[0.125, 0.4], [0.375, 0.4], [0.625, 0.4], [0.875, 0.4]]

/** Four upright bars; each next slice starts with the next bar. */
function bars(slice) {
  return Int16Array.from({ length: ROWS * COLUMNS }, (_, i) => BARS[(Math.floor((i % COLUMNS) / (COLUMNS / 4)) + slice) % 4])
}

const expectedGreys = slice => BAR_GREYS.map((_, i) => BAR_GREYS[(i + slice) % 4])

function assertGreys(actual, expected) {
  actual.forEach((grey, i) => assert.ok(Math.abs(grey - expected[i]) <= 1, `greys are ${actual}, expected ${expected}`))
}

const films = (study, hospital) => Array.from({ length: SLICES }, (_, i) => ctImage({
  study, series: `${study}.1`, number: i + 1, rows: ROWS, columns: COLUMNS, pixels: bars(i), window: WINDOW, patient: ZHANG,
  description: `bars of ${hospital}`,
}))

/** One image; born on one of many days, so that those of earlier runs are not alike too. */
const alike = id => [ctImage({
  study: newUid(), series: newUid(), number: 1, rows: ROWS, columns: COLUMNS, pixels: bars(0), window: WINDOW, description: 'alike',
  patient: { name: 'Lin^Xiaoyu=林^小雨', id, birthDate: BORN, sex: 'F' },
})]

describe('pages', () => {
  let browser
  before(async () => {
    await store('hospital-lishui', films(STUDY, 'lishui'))
    await store('hospital-jinyun', films(OTHER_STUDY, 'jinyun'))
    await store('hospital-lishui', alike(ALIKE[0]))
    await store('hospital-jinyun', alike(ALIKE[1]))
    browser = await launch()
  })
  after(() => browser?.close())

  const visit = (device, story) => visiting(browser, device, story)
  const result = (page, study) => page.locator(`a[href$="/studies/${study}"]`)
  const openBars = async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await page.locator('[name=study-name]').fill('张三')
    await page.locator('[name=study-from]').fill('2026-01-02')
    await page.locator('[name=study-to]').fill('2026-01-02')
    await page.locator('[data-test=search]').click()
    await result(page, STUDY).click()
    await drawn(page, 1)
  }

  it('doctor_searchesOpensScrolls_seesTheStoredPixels', () => visit(DESK, async page => {
    await openBars(page)
    assertGreys(await greys(page, BAR_MIDDLES, 1), expectedGreys(0))
    await page.locator('.viewport').hover()
    await page.mouse.wheel(0, 120)
    await drawn(page, 2)
    assertGreys(await greys(page, BAR_MIDDLES, 1), expectedGreys(1))
    await page.keyboard.press('End')
    await drawn(page, SLICES)
    assertGreys(await greys(page, BAR_MIDDLES, 1), expectedGreys(SLICES - 1))
    assert.match(await page.locator('[data-test=slice]').textContent(), new RegExp(`${SLICES} / ${SLICES}`))
  }))

  it('doctor_windowPresetInvertReset_changeThePicture', () => visit(DESK, async page => {
    await openBars(page)
    await page.locator('[data-test=preset-lung]').click()
    // -200 in a window of 1500 around -600.
    assertGreys((await greys(page, BAR_MIDDLES, 1)).slice(0, 1), [Math.round(255 * ((-200 + 600.5) / 1499 + 0.5))])
    await page.keyboard.press('r')
    await page.keyboard.press('i')
    assertGreys(await greys(page, BAR_MIDDLES, 1), expectedGreys(0).map(grey => 255 - grey))
    await page.keyboard.press('r')
    assertGreys(await greys(page, BAR_MIDDLES, 1), expectedGreys(0))
  }))

  it('doctor_sideBySide_scrollsBothTogetherWhenAsked', () => visit(DESK, async page => {
    await openBars(page)
    await page.locator('[data-test=tool-two]').click()
    await drawn(page, 1, 'pixels', 1)
    // Both show the one series there is.
    assert.deepEqual(await page.locator('.pane').evaluateAll(panes => panes.map(pane => pane.ariaLabel.split(' · ')[0])), ['左侧', '右侧'])
    assert.equal(new Set(await page.locator('.viewport canvas').evaluateAll(all => all.map(canvas => canvas.ariaLabel))).size, 2)
    await page.locator('[data-test=tool-sync]').click()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await drawn(page, 3, 'pixels', 1)
  }))

  it('doctor_searchForNobody_saysSo', () => visit(DESK, async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await page.locator('[name=study-name]').fill('无此人')
    await page.locator('[data-test=search]').click()
    await page.getByText('没有符合条件的检查').waitFor()
  }))

  it('doctorsOfTwoHospitals_eachSeesTheirOwnOnly', () => visit(DESK, async page => {
    await signIn(page, 'doctor', 'doctor-chen')
    await page.locator('[name=study-from]').fill('2026-01-02')
    await page.locator('[name=study-to]').fill('2026-01-02')
    await page.locator('[data-test=search]').click()
    await result(page, OTHER_STUDY).waitFor()
    assert.equal(await result(page, STUDY).count(), 0)
    await page.goto(`${new URL(page.url()).origin}/doctor/studies/${STUDY}`)
    await page.getByText(/没有找到|没有查看权限/).waitFor()
    assert.equal(await page.locator('canvas').count(), 0)
  }))

  it('patientIds_areMasked', () => visit(DESK, async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await page.locator('[data-test=study]').first().waitFor()
    const text = await page.locator('main').innerText()
    assert.ok(text.includes('3405************1X'))
    assert.ok(!text.includes(ZHANG.id))
  }))

  it('patient_onAPhone_opensAndScrollsWithTheThumb', () => visit(PHONE, async page => {
    await signIn(page, 'patient', 'patient-zhang')
    const film = page.locator(`a[href$="/films/${STUDY}"]`)
    await film.waitFor()
    assert.ok((await film.innerText()).includes('2026年1月2日'))
    assert.ok((await film.innerText()).includes('演示数据'))
    await film.click()
    await drawn(page, SLICES / 2 + 1)
    assertGreys(await greys(page, BAR_MIDDLES, 1), expectedGreys(SLICES / 2))
    await page.locator('[data-test=scrubber]').fill('5')
    await drawn(page, 5)
    assertGreys(await greys(page, BAR_MIDDLES, 1), expectedGreys(4))
    const box = await page.locator('.viewport').boundingBox()
    const touch = await page.context().newCDPSession(page)
    const x = box.x + box.width / 2, y = box.y + box.height / 2
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
    for (let step = 1; step <= 8; step++) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y + step * 5 }] })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    const slice = Number((await page.locator('[data-test=slice]').innerText()).split('/')[0])
    assert.ok(slice > 5, `still at ${slice}`)
  }))

  it('patient_seesBothHospitals', () => visit(PHONE, async page => {
    await signIn(page, 'patient', 'patient-zhang')
    await page.locator(`a[href$="/films/${STUDY}"]`).waitFor()
    await page.locator(`a[href$="/films/${OTHER_STUDY}"]`).waitFor()
  }))

  it('patient_downloadsTheOriginals_asOneArchive', () => visit(PHONE, async page => {
    await signIn(page, 'patient', 'patient-zhang')
    await page.locator(`a[href$="/films/${STUDY}"]`).click()
    await page.locator('[data-test=download]').click()
    const arriving = page.waitForEvent('download')
    await page.locator('[data-test=download-start]').click()
    const parts = []
    for await (const part of await (await arriving).createReadStream()) parts.push(part)
    const archive = Buffer.concat(parts)
    assert.equal(archive.readUInt16LE(archive.length - 12), SLICES)
    assert.ok(archive.includes(Buffer.from(bars(0).buffer)))
    assert.ok(archive.includes(Buffer.from('DICM')))
  }))

  it('reviewer_comparesMergesAndUndoes', () => visit(PHONE, async page => {
    await signIn(page, 'staff', 'reviewer-li')
    const pair = page.locator('[data-test=pair]', { hasText: '林**' }).first()
    await pair.waitFor()
    assert.ok(!(await pair.innerText()).includes('林小雨'))
    await pair.click()
    const table = page.locator('[data-test=compare]')
    await table.getByText('林小雨').first().waitFor()
    assert.ok((await table.innerText()).includes('一致'))
    assert.ok(!(await table.innerText()).includes(ALIKE[0]))
    await page.locator('[data-test=reveal]').click()
    await table.getByText(ALIKE[0]).waitFor()
    assert.equal(await page.locator('[data-test=merge]').isDisabled(), true)
    await page.locator('[data-test=reason]').fill('已电话向本人核实')
    await page.locator('[data-test=merge]').click()
    await page.locator('[data-test=done-merged]').waitFor()
    await page.getByRole('button', { name: '继续核对' }).click()
    await page.locator('[data-test=tab-merges]').click()
    const merge = page.locator('[data-test=merge-row]').first()
    await merge.getByText('已电话向本人核实').waitFor()
    await merge.locator('[data-test=undo]').click()
    await merge.locator('[data-test=reason]').fill('合并有误')
    await merge.locator('[data-test=undo-now]').click()
    await page.locator('[data-test=merge-row]').first().locator('[data-test=undone]').waitFor()
    await page.getByRole('button', { name: '长辈版' }).click()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.viewport.width)
  }))

  it('doctorAndPatient_findNoReview', () => visit(DESK, async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await page.goto(`${new URL(page.url()).origin}/review`)
    await page.waitForURL('**/doctor')
    await page.goto(`${new URL(page.url()).origin}/review/merges`)
    await page.getByText('没有找到').waitFor()
  }))

  it('englishAndLargeText_areRememberedAcrossReloads', () => visit(PHONE, async page => {
    await page.locator('[data-test=language]').click()
    await page.getByText('Sign in as a patient').waitFor()
    await page.getByRole('button', { name: 'Largest' }).click()
    await page.reload()
    await page.getByText('Sign in as a patient').waitFor()
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '23px')
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.viewport.width)
    await signIn(page, 'patient', 'patient-zhang')
    await page.getByText('My images').waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.viewport.width)
  }))

  it('reload_keepsThePersonAndThePlace_andSigningOutEndsIt', () => visit(DESK, async page => {
    await openBars(page)
    await page.reload()
    await drawn(page, 1)
    await page.locator('[data-test=back]').click()
    await page.locator('[data-test=sign-out]').click()
    await page.locator('[data-test=sign-in-doctor]').waitFor()
    await page.locator('[data-test=sign-in-doctor]').click()
    await page.locator('button.actor').first().waitFor()
  }))

  it('tokenRunsOut_isRenewedUnnoticed', () => visit(DESK, async page => {
    await openBars(page)
    await page.evaluate(() => {
      const tokens = JSON.parse(sessionStorage.getItem('cloudfilm.tokens'))
      sessionStorage.setItem('cloudfilm.tokens', JSON.stringify({ ...tokens, access: 'worn out', expires: 0 }))
    })
    await page.locator('[data-test=back]').click()
    await result(page, STUDY).waitFor()
    assert.ok(await page.evaluate(() => JSON.parse(sessionStorage.getItem('cloudfilm.tokens')).access !== 'worn out'))
  }))

  it('pages_nameThemselves_andNobodyElse', async () => {
    const titlesOf = async (device, door, user, paths) => {
      const titles = []
      await visit(device, async page => {
        await signIn(page, door, user)
        for (const path of paths) {
          await page.goto(`${URL_UNDER_TEST}${path}`)
          await page.waitForFunction(() => document.querySelector('h1') && document.title.includes(' · '))
          titles.push(await page.title())
        }
      })
      return titles
    }
    const titles = [
      ...await titlesOf(DESK, 'doctor', 'doctor-wang', ['/doctor', `/doctor/studies/${STUDY}`]),
      ...await titlesOf(PHONE, 'patient', 'patient-zhang', ['/films', '/me', '/me/messages', '/me/consents', '/me/consents/add', '/me/consents/deny', '/me/trail',
        '/me/bills', '/me/shares', '/me/recognitions', '/me/family', '/me/nowhere']),
      ...await titlesOf(PHONE, 'staff', 'reviewer-li', ['/review', '/review/merges']),
      ...await titlesOf(PHONE, 'admin', 'admin', ['/management', '/management/decisions', '/management/openings', '/management/glass', '/management/trail']),
    ]
    assert.equal(new Set(titles).size, titles.length, `these are not all different: ${titles}`)
    for (const title of titles) assert.match(title, /^[^张王]+ · 云影$/)
  })

  it('goingFromPageToPage_theFocusIsOnItsHeading_butNotOnTheFirst', async () => {
    const assertRead = async (page, heading) => {
      await page.locator('h1:focus', { hasText: heading }).waitFor()
      assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none')
    }
    const assertUntouched = async page => {
      await page.locator('h1').waitFor()
      assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY')
    }
    await visit(DESK, async page => {
      await signIn(page, 'doctor', 'doctor-wang')
      await page.locator('[data-test=study]').first().waitFor()
      await assertUntouched(page)
      await result(page, STUDY).click()
      await assertRead(page, '张三')
      await page.locator('[data-test=back]').click()
      await assertRead(page, '检查')
    })
    await visit(PHONE, async page => {
      await signIn(page, 'patient', 'patient-zhang')
      await page.locator(`a[href$="/films/${STUDY}"]`).waitFor()
      await assertUntouched(page)
      await page.locator(`a[href$="/films/${STUDY}"]`).click()
      await assertRead(page, 'CT')
      await page.goBack()
      await assertRead(page, '影像')
      await page.locator('[data-test=nav-me]').click()
      await assertRead(page, '张三')
      await page.reload()
      await assertUntouched(page)
    })
    await visit(DESK, async page => {
      await signIn(page, 'admin', 'admin')
      await page.locator('[data-test=tab-trail]').click()
      await assertRead(page, /./)
      assert.equal(new URL(page.url()).pathname, '/management/trail')
    })
  })

  it('keyboardOnly_fromTheFirstPageToThePicture', () => visit(DESK, async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await result(page, STUDY).focus()
    await page.keyboard.press('Enter')
    await drawn(page, 1)
    await page.keyboard.press('ArrowDown')
    await drawn(page, 2)
  }))
})
