// A doctor with one patient, on the pages of a running Cloudfilm: nothing without consent, the prior beside its report,
// recognised and taken back; and what managers see of it. Every run has patients' records and films of its own.
//   CLOUDFILM_URL=http://localhost:8080 npm run e2e
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { DESK, drawn, launch, PHONE, signIn, visiting, visitor } from './browser.mjs'
import { ctImage, newUid } from './dicom.mjs'
import { record, store } from './server.mjs'

const RUN = Date.now().toString(36)
const ZHANG = { resident: '34052419800101001X', name: 'Zhang^San=张^三', birthDate: '19800101', sex: 'M' }
const THERE = `E2EJ${RUN}`, HERE = `E2EL${RUN}`
const PRIOR = newUid()
const day = ago => new Date(Date.now() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10)
const ROWS = 32, SLICES = 6

const prior = () => Array.from({ length: SLICES }, (_, i) => ctImage({
  study: PRIOR, series: `${PRIOR}.1`, number: i + 1, rows: ROWS, columns: ROWS, window: { centre: 40, width: 400 },
  pixels: Int16Array.from({ length: ROWS * ROWS }, (_, at) => (at % ROWS < ROWS / 2 ? -100 : 100 + 10 * i)),
  patient: { ...ZHANG, id: ZHANG.resident }, date: day(14).replaceAll('-', ''), institution: '缙云县人民医院', description: '胸部CT平扫',
}))

const patientAt = (hospital, number) => ({
  resourceType: 'Patient', id: `e2e-${hospital}-${RUN}`, name: [{ text: '张三', family: '张', given: ['三'] }], gender: 'male', birthDate: '1980-01-01',
  identifier: [{ system: 'urn:oid:2.16.156.10011.1.3', value: ZHANG.resident }, { system: `urn:cloudfilm:hospital:${hospital}:patient`, value: number }],
})
const HERE_PATIENT = patientAt('lishui', HERE)
const subject = { reference: `Patient/${HERE_PATIENT.id}` }
const visit = status => ({
  resourceType: 'Encounter', id: `e2e-visit-${RUN}`, status, class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' }, subject,
  period: { start: new Date(Date.now() - 3_600_000).toISOString() },
})
const order = {
  resourceType: 'ServiceRequest', id: `e2e-order-${RUN}`, status: 'draft', intent: 'order', subject, encounter: { reference: `Encounter/${visit('').id}` },
  code: { coding: [{ system: 'http://loinc.org', code: '29252-8' }], text: '胸部CT平扫' }, authoredOn: new Date().toISOString(),
}
const report = {
  resourceType: 'DiagnosticReport', id: `e2e-report-${RUN}`, status: 'final', code: { text: '胸部CT平扫' }, subject: { reference: `Patient/e2e-jinyun-${RUN}` },
  issued: `${day(13)}T10:00:00+08:00`, imagingStudy: [{ reference: `ImagingStudy/${PRIOR}` }], conclusion: '右肺上叶磨玻璃结节，建议 3 个月后复查。',
}

describe('a doctor with a patient', () => {
  let browser
  before(async () => {
    await record('hospital-jinyun', patientAt('jinyun', THERE))
    await store('hospital-jinyun', prior())
    await record('hospital-jinyun', report)
    await record('hospital-lishui', HERE_PATIENT)
    await record('hospital-lishui', visit('in-progress'))
    await record('hospital-lishui', order)
    browser = await launch()
    await asPatient(async page => {
      // What an earlier run was allowed must not help this one.
      await page.evaluate(async () => {
        const headers = { Authorization: `Bearer ${JSON.parse(sessionStorage.getItem('cloudfilm.tokens')).access}` }
        const consents = await (await fetch('/api/consents', { headers })).json()
        for (const each of consents.filter(one => one.state === 'active')) await fetch(`/api/consents/${each.id}`, { method: 'DELETE', headers })
      })
    })
  })
  after(async () => {
    await record('hospital-lishui', visit('finished'))
    await browser?.close()
  })

  const as = (device, door, user, story) => visiting(browser, device, async page => {
    await signIn(page, door, user)
    await story(page)
  })
  const asDoctor = story => as(DESK, 'doctor', 'doctor-wang', story)
  const asPatient = story => as(PHONE, 'patient', 'patient-zhang', story)
  const asManager = story => as(PHONE, 'admin', 'admin', story)

  const ordered = page => page.locator(`[data-test=order][data-order="${order.id}"]`)
  const openPatient = async page => {
    await page.locator('[name=study-id]').fill(HERE)
    await page.locator('[data-test=search]').click()
    await page.locator('[data-test=patient-row]', { hasText: '张三' }).click()
    await page.locator('[data-test=access]').waitFor()
    await ordered(page).waitFor()
  }
  const priorRow = page => ordered(page).locator(`[data-test=prior][data-study="${PRIOR}"]`)

  it('withoutConsent_nothingOfTheOtherHospitalShows', () => asDoctor(async page => {
    await openPatient(page)
    await page.locator('h1:focus', { hasText: '张三' }).waitFor()
    assert.equal(await page.locator('[data-test=access]').getAttribute('data-state'), 'none')
    assert.equal(await page.locator(`[data-study="${PRIOR}"]`).count(), 0)
    assert.ok(!(await page.locator('main').innerText()).includes('缙云'))
    // Not that there is nothing, which nobody knows yet.
    await ordered(page).getByText('患者同意后，才知道有没有可以互认的').waitFor()
    await page.locator('[data-test=glass]').click()
    await page.locator('[data-test=glass-reason]').fill('太短了')
    assert.equal(await page.locator('[data-test=glass-confirm]').isDisabled(), true)
  }))

  it('patientAgreesOnThePhone_thePageShowsThePriorByItself', () => asDoctor(async page => {
    await openPatient(page)
    await page.locator('[data-test=ask-access]').click()
    await page.locator('[data-test=access][data-state=asked]').waitFor()
    await asPatient(async phone => {
      await phone.locator('[data-test=waiting-request]').first().click()
      await phone.locator('[data-test=days-7]').check()
      await phone.locator('[data-test=separately]').check()
      await phone.locator('[data-test=confirm]').click()
      await phone.locator('[data-test=given]').waitFor()
    })
    await page.locator('[data-test=access][data-state=granted]').waitFor()
    await page.locator(`[data-test=exam][data-study="${PRIOR}"]`).waitFor()
  }))

  it('patient_readsWhatKindOfExamItWas_once', () => asPatient(async page => {
    const film = page.locator(`a[href$="/films/${PRIOR}"]`)
    await film.getByText('胸部CT平扫', { exact: true }).waitFor()
    assert.ok(!(await film.innerText()).includes('CT 检查'))
  }))

  it('cardsLink_opensOrderPriorFilmAndReport_alsoThroughSigningIn', async () => {
    const { context, page } = await visitor(browser, DESK)
    try {
      await page.goto(`${new URL(page.url()).origin}/doctor/patients/${HERE_PATIENT.id}?order=${order.id}&prior=${PRIOR}`)
      await page.locator('button.actor[value=doctor-wang]').click()
      await page.locator(`[data-test=prior-panel][data-study="${PRIOR}"]`).waitFor()
      await drawn(page, SLICES / 2 + 1)
      await page.locator('[data-test=report]', { hasText: '磨玻璃结节' }).waitFor()
      assert.equal(await page.locator('[data-test=order][aria-current]').getAttribute('data-order'), order.id)
      await page.locator('[data-test=compare-films]').click()
      await page.locator('[data-test=film-left] canvas[data-state=ready]').waitFor()
      await page.goBack()
      // The panel that comes back with its page reads itself.
      await page.locator('.prior-head h2:focus').waitFor()
    } finally {
      await context.close()
    }
  })

  it('prior_isRecognised_andTakenBackTheOrderIsOpenAgain', () => asDoctor(async page => {
    await openPatient(page)
    await priorRow(page).click()
    await page.locator('[data-test=recognise]').click()
    await ordered(page).locator('[data-test=standing][data-kind=recognise]').waitFor()
    await ordered(page).locator('[data-test=revoke]').click()
    await page.locator('[data-test=confirm]').click()
    await priorRow(page).waitFor()
    await page.locator('[data-test=recognise]').waitFor()
  }))

  it('prior_isDeclinedForALawfulReason_andCited', () => asDoctor(async page => {
    await openPatient(page)
    await priorRow(page).click()
    await page.locator('[data-test=cite]').click()
    await page.locator('[data-test=citation]').waitFor()
    assert.match(await page.locator('[data-test=citation]').inputValue(), /缙云县人民医院/)
    await page.locator('[data-test=decline]').click()
    await page.locator('[data-test=decline-form] [value="08"]').check()
    assert.equal(await page.locator('[data-test=decline-now]').isDisabled(), true)
    await page.locator('[data-test=decline-form] [value="01"]').check()
    await page.locator('[data-test=decline-now]').click()
    await ordered(page).locator('[data-test=standing][data-kind=decline]').waitFor()
  }))

  it('managers_findTheDecisionsBehindTheFigures_withoutPatients', () => asManager(async page => {
    await page.locator('[data-test=figure-repeated]').click()
    await page.locator('[data-test=decision][data-kind=repeated]', { hasText: '胸部CT平扫' }).first().waitFor()
    const said = await page.locator('main').innerText()
    assert.ok(!said.includes('张三') && !said.includes(HERE) && !said.includes('王医生'))
  }))

  it('managers_findWhatWasOpenedBehindTheFigure_withoutPatientsAndDoctors', () => asManager(async page => {
    await page.locator('[data-test=figure-opened]').click()
    await page.locator('[data-test=opened]', { hasText: '缙云县人民医院' }).first().waitFor()
    const said = await page.locator('main').innerText()
    assert.ok(!said.includes('张三') && !said.includes(HERE) && !said.includes('王医生'))
    await page.locator('[data-test=back]').click()
    await page.locator('[data-test=figure-opened]').waitFor()
  }))

  it('managers_readTheTrailAndThatItIsWhole', () => asManager(async page => {
    await page.locator('[data-test=figure-recognised]').waitFor()
    await page.locator('[data-test=tab-glass]').click()
    await page.locator('[data-test=glass-open][aria-pressed=true]').waitFor()
    await page.locator('[data-test=tab-trail]').click()
    await page.locator('[data-test=verification][data-intact=true]').waitFor()
    await page.locator('[data-test=line]', { hasText: '王医生' }).first().waitFor()
    await page.getByRole('button', { name: '长辈版' }).click()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.viewport.width)
  }))

  it('nobodyElse_findsManagement', () => asDoctor(async page => {
    await page.goto(`${new URL(page.url()).origin}/management`)
    await page.waitForURL('**/doctor')
  }))
})
