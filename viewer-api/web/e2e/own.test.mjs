// A patient's own pages, the page a shared link opens and the guided tour, at a running Cloudfilm with its demo actors.
//   CLOUDFILM_URL=http://localhost:8080 npm run e2e
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DESK, drawn, launch, PHONE, signIn, visitor } from './browser.mjs'
import { ctImage, newUid } from './dicom.mjs'
import { record, store, URL_UNDER_TEST } from './server.mjs'

const ZHANG = { name: 'Zhang^San=张^三', id: '34052419800101001X', birthDate: '19800101', sex: 'M' }
const RUN = Date.now().toString(36)
const STUDY = newUid(), SLICES = 3
const PATIENT = `e2e-zhang-${RUN}`, VISIT = `e2e-visit-${RUN}`

const films = Array.from({ length: SLICES }, (_, i) => ctImage({
  study: STUDY, series: `${STUDY}.1`, number: i + 1, rows: 32, columns: 32, pixels: new Int16Array(32 * 32).fill(i * 40),
  window: { centre: 40, width: 400 }, patient: ZHANG, description: 'own pages',
}))

/** What the page may ask for as whoever is signed in on it: the status and the answer. */
const asked = (page, method, path, body, headers = {}) => page.evaluate(async ({ method, path, body, headers }) => {
  const { access } = JSON.parse(sessionStorage.getItem('cloudfilm.tokens'))
  const response = await fetch(path, {
    method, headers: { Authorization: `Bearer ${access}`, Accept: 'application/json, application/dicom+json', ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, answer: text ? JSON.parse(text) : undefined }
}, { method, path, body, headers })

const findsTheFilm = async page => (await asked(page, 'GET', `/dicom-web/studies?StudyInstanceUID=${STUDY}`)).answer?.length === 1

describe('own pages', () => {
  let browser
  before(async () => {
    await store('hospital-jinyun', films)
    await record('hospital-lishui', {
      resourceType: 'Patient', id: PATIENT, birthDate: '1980-01-01', gender: 'male', name: [{ use: 'official', text: '张三', family: '张', given: ['三'] }],
      identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'NI' }] }, system: 'urn:oid:2.16.156.10011.1.3', value: ZHANG.id }],
    })
    await record('hospital-lishui', {
      resourceType: 'Encounter', id: VISIT, status: 'in-progress', subject: { reference: `Patient/${PATIENT}` },
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' }, period: { start: new Date().toISOString() },
    })
    browser = await launch()
  })
  after(() => browser?.close())

  /** Visits at the same time; whatever the story, no page must complain or ask strangers. */
  const visits = async (devices, story) => {
    const all = await Promise.all(devices.map(device => visitor(browser, device)))
    try {
      await story(...all.map(each => each.page))
      for (const { complaints, strangers } of all) {
        assert.deepEqual(complaints, [])
        assert.deepEqual(strangers, [])
      }
    } catch (error) {
      await Promise.all(all.map(({ page }, i) => page.screenshot({ path: `/tmp/cloudfilm-own-failure-${i}.png` })))
      console.error('the pages complained:', all.map(each => each.complaints))
      throw error
    } finally {
      await Promise.all(all.map(each => each.context.close()))
    }
  }
  const open = (page, path) => page.goto(`${URL_UNDER_TEST}${path}`)

  it('doctorAsks_patientAllowsAndTakesBack_andReadsWhoLooked', () => visits([DESK, PHONE], async (doctor, phone) => {
    await signIn(phone, 'patient', 'patient-zhang')
    // Of an earlier story.
    for (const { id, state } of (await asked(phone, 'GET', '/api/consents')).answer) {
      if (state === 'active') await asked(phone, 'DELETE', `/api/consents/${id}`)
    }
    await signIn(doctor, 'doctor', 'doctor-wang')
    assert.equal(await findsTheFilm(doctor), false)
    const { status, answer } = await asked(doctor, 'POST', '/api/access-requests', { patient: PATIENT, message: '想看上次的片子' })
    assert.ok(status === 201, `asking answered ${status}`)

    await open(phone, '/films')
    await phone.locator(`[data-test=waiting-request][href$="/me/requests/${answer.id}"]`).click()
    const request = phone.locator('[data-test=asked]')
    await request.getByText('王医生').first().waitFor()
    assert.match(await request.innerText(), /丽水市中心医院[\s\S]*想看上次的片子[\s\S]*不同意也照样看病/)
    assert.equal(await request.locator('input:checked').count(), 0)
    // Not yet possible, and it says why.
    await phone.locator('[data-test=confirm]').click({ force: true })
    await phone.getByText('请先选可以看多久').waitFor()
    await phone.locator('[data-test=days-7]').check()
    await phone.locator('[data-test=confirm]').click({ force: true })
    await phone.getByText('请勾选“单独同意”').waitFor()
    await phone.locator('[data-test=separately]').check()
    await phone.locator('[data-test=confirm]').click()
    await phone.locator('[data-test=given]').waitFor()
    assert.equal(await findsTheFilm(doctor), true)

    await phone.locator('[data-test=nav-messages]').click()
    await phone.locator('[data-test=message][data-kind=CONSENT_GIVEN]').first().waitFor()
    await open(phone, '/me/consents')
    const consent = phone.locator('[data-test=consent][data-state=active]', { hasText: '丽水市中心医院' }).first()
    await consent.locator('[data-test=withdraw]').click()
    await phone.locator('[data-test=withdraw-yes]').click()
    await phone.locator('[data-test=closed]').waitFor()
    assert.equal(await findsTheFilm(doctor), false)

    await open(phone, '/me/trail')
    await phone.locator('[data-test=line]', { hasText: '丽水市中心医院 · 王医生' }).first().waitFor()
    assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), PHONE.viewport.width)
  }))

  it('sharedLink_opensInASecondBrowser_isSeen_andStopsAtOnce', () => visits([PHONE, DESK], async (phone, other) => {
    await signIn(phone, 'patient', 'patient-zhang')
    await phone.locator(`a[href$="/films/${STUDY}"]`).click()
    await phone.locator('[data-test=share]').click()
    await phone.locator('[data-test=label]').fill(`e2e ${RUN}`)
    await phone.locator('[data-test=make-share]').click()
    const passcode = await phone.locator('[data-test=passcode-shown]').innerText()
    const link = await phone.locator('[data-test=link]').inputValue()
    // The passcode is shown once: a tap beside it must not lose it.
    await phone.touchscreen.tap(195, 20)
    assert.equal(await phone.locator('[data-test=passcode-shown]').innerText(), passcode)
    assert.ok(!link.includes(passcode))

    await other.goto(link)
    await other.locator('[data-test=recipient]').fill('Dr Li, Huashan')
    await other.locator('[data-test=passcode]').fill('not-this-one')
    await other.locator('[data-test=open-link]').click()
    assert.match(await other.locator('[data-test=said-wrong]').innerText(), /4/)
    await other.locator('[data-test=passcode]').fill(passcode)
    await other.locator('[data-test=open-link]').click()
    assert.match(await other.locator('[data-test=patient]').innerText(), /张三|Zhang/)
    await other.locator('[data-test=film]').first().waitFor()
    assert.equal(await other.locator('[data-test=film]').count(), 1)
    // Loading the page again opens nothing anew.
    await other.reload()
    await other.locator('[data-test=film]').click()
    await drawn(other, 1)
    assert.ok(!(await other.content()).includes(ZHANG.id))
    // The browser's own back leads to the list, and forward to the film again.
    await other.goBack()
    await other.locator('[data-test=film]').first().waitFor()
    await other.goForward()
    await drawn(other, 1)
    await other.keyboard.press('Escape')
    await other.locator('[data-test=film]').first().waitFor()

    await open(phone, '/me/shares')
    const share = phone.locator('[data-test=share]', { hasText: `e2e ${RUN}` })
    await share.locator('[data-test=opening]').filter({ hasText: 'Dr Li, Huashan' }).first().waitFor()
    assert.match(await share.innerText(), /还能打开 2 次[\s\S]*打开过 1 次/)
    await share.locator('[data-test=revoke]').click()
    await phone.locator('[data-test=revoke-yes]').click()
    await phone.locator('[data-test=revoked]').waitFor()

    await other.reload()
    await other.locator('[data-test=over-ended]').waitFor()
    await other.goto('about:blank')
    await other.goto(link)
    await other.locator('[data-test=recipient]').fill('Dr Li, Huashan')
    await other.locator('[data-test=passcode]').fill(passcode)
    await other.locator('[data-test=open-link]').click()
    await other.locator('[data-test=over-gone]').waitFor()
  }))

  it('visitIsSettled_patientPaysOnThePhone_andHasAReceipt', () => visits([DESK, PHONE], async (doctor, phone) => {
    const order = `e2e-order-${RUN}`, accession = `E${RUN}`
    await record('hospital-lishui', {
      resourceType: 'ServiceRequest', id: order, status: 'active', intent: 'order', subject: { reference: `Patient/${PATIENT}` },
      encounter: { reference: `Encounter/${VISIT}` }, code: { coding: [{ system: 'http://loinc.org', code: '29252-8' }], text: '胸部CT平扫' },
      identifier: [{ system: 'urn:cloudfilm:hospital:lishui:accession', value: accession }],
    })
    const study = newUid()
    await store('hospital-lishui', [ctImage({
      study, series: `${study}.1`, number: 1, rows: 32, columns: 32, pixels: new Int16Array(32 * 32), window: { centre: 40, width: 400 },
      patient: ZHANG, description: '胸部CT平扫', accession,
    })])
    await signIn(doctor, 'doctor', 'doctor-wang')
    // Images are charged once they have been quiet for a while, a minute by default.
    for (let due = false; !due; await doctor.waitForTimeout(1000)) {
      due = (await asked(doctor, 'GET', `/api/visits/${VISIT}/charges`)).answer.dueFen > 0
    }
    // What has been done asks for nothing that could stand in for it.
    const { orders } = (await asked(doctor, 'GET', `/api/doctor/patients/${PATIENT}/timeline`)).answer
    assert.equal(orders.find(each => each.id === order).charge.performed, true)
    await open(doctor, `/doctor/patients/${PATIENT}`)
    const done = doctor.locator(`[data-test=order][data-order="${order}"]`)
    await done.waitFor()
    assert.ok(!(await done.innerText()).includes('以往检查'))
    const settled = await asked(doctor, 'POST', `/api/visits/${VISIT}/settlement`, {}, { 'Idempotency-Key': `e2e-settlement-${RUN}` })
    assert.equal(settled.status, 200)
    // The insurer may take its time, or have to be asked again.
    for (let n = 0; n < 60 && settled.answer.state !== 'awaiting-payment'; n++) {
      await doctor.waitForTimeout(500)
      settled.answer = (await asked(doctor, 'GET', `/api/settlements/${settled.answer.id}`)).answer
    }

    await signIn(phone, 'patient', 'patient-zhang')
    await phone.locator('[data-test=waiting-bill]').waitFor()
    await open(phone, `/me/bills/${settled.answer.id}`)
    const { totalFen, parts } = settled.answer
    const yuan = fen => `¥${(fen / 100).toFixed(2)}`
    const bill = phone.locator('[data-test=to-pay][data-state=awaiting-payment]')
    assert.match(await bill.innerText(), new RegExp(`${yuan(parts.fundFen)}[\\s\\S]*${yuan(totalFen)}`))
    const opened = phone.context().waitForEvent('page')
    await phone.locator('[data-test=pay]').click()
    const channel = await opened
    await channel.locator('button').first().click()
    await phone.bringToFront()
    const receipt = phone.locator('[data-test=receipt]')
    await receipt.getByText('已付').waitFor()
    assert.match(await receipt.innerText(), new RegExp(`丽水市中心医院[\\s\\S]*胸部CT平扫[\\s\\S]*${yuan(parts.selfPayFen)}`))
    await phone.locator('[data-test=nav-messages]').click()
    await phone.locator('[data-test=message][data-kind=PAID]').first().waitFor()
  }))

  it('largestEnglish_onASmallPhone_isReadWithoutWordsCutOrOnTopOfEachOther', () => visits([{ ...PHONE, viewport: { width: 360, height: 740 } }], async phone => {
    await phone.evaluate(() => localStorage.setItem('cloudfilm.settings', JSON.stringify({ language: 'en', size: 'elder' })))
    await phone.reload()
    /** What is wrong with labels in a row: they lie on each other, or outside of their button or the screen. */
    const crowded = selector => phone.locator(selector).evaluateAll(buttons => {
      const words = buttons.map(button => {
        const range = document.createRange()
        range.selectNodeContents(button)
        const rects = [...range.getClientRects()]
        return { text: button.textContent, left: Math.min(...rects.map(each => each.left)), right: Math.max(...rects.map(each => each.right)),
          top: Math.min(...rects.map(each => each.top)), bottom: Math.max(...rects.map(each => each.bottom)), box: button.getBoundingClientRect() }
      })
      const outside = ({ left, right, top, bottom, box }) => left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1 || left < 0 || right > innerWidth
      const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
      return { labels: words.length, wrong: words.filter((each, i) => outside(each) || words.some((other, j) => j > i && meet(each, other))).map(each => each.text) }
    })
    const assertRoomy = async selector => {
      await phone.locator(selector).first().waitFor()
      const { labels, wrong } = await crowded(selector)
      assert.ok(labels > 1)
      assert.deepEqual(wrong, [])
    }
    await assertRoomy('.preferences button')
    await signIn(phone, 'patient', 'patient-zhang')
    for (const path of ['/films', '/me', '/me/messages', '/me/consents', '/me/consents/add', '/me/consents/deny', '/me/trail', '/me/bills', '/me/shares', '/me/recognitions', '/me/family']) {
      await open(phone, path)
      await phone.locator('.own-top h1').waitFor()
      const { lines, cut } = await phone.locator('.own-top h1').evaluate(title => {
        const range = document.createRange()
        range.selectNodeContents(title)
        return { lines: new Set([...range.getClientRects()].map(each => Math.round(each.top))).size, cut: title.scrollWidth > title.clientWidth }
      })
      assert.ok(lines <= 2 && !cut, `the title of ${path} has ${lines} lines`)
      assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 360, `${path} is wider than the phone`)
    }
    await phone.locator('[data-test=display]').click()
    await assertRoomy('dialog .preferences button')
    await open(phone, `/films/${STUDY}`)
    await assertRoomy('.action')
  }))

  it('cutLink_isCalledIncomplete', () => visits([PHONE], async page => {
    await open(page, '/s#shlink:/eyJ1cmwi')
    await page.getByText('链接不完整').waitFor()
  }))

  it('tour_hasTenSteps_andOpensAsSomebodyElse', () => visits([DESK], async page => {
    await signIn(page, 'doctor', 'doctor-wang')
    await open(page, '/tour')
    await page.locator('[data-test=step]').first().waitFor()
    assert.equal(await page.locator('[data-test=step]').count(), 10)
    const tab = page.waitForEvent('popup')
    await page.locator('[data-test=as-zhang]').first().click()
    const second = await tab
    await second.locator('button.actor[value=patient-zhang]').click()
    await second.waitForURL('**/films')
    await second.locator('[data-test=nav-me]').click()
    await second.getByRole('heading', { name: '张三' }).waitFor()
  }))
})
