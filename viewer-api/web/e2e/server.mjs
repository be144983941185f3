// The server under test, spoken to as a hospital's system would.
export const URL_UNDER_TEST = (process.env.CLOUDFILM_URL ?? 'http://localhost:8080').replace(/\/$/, '')

async function hospitalToken(hospital) {
  const response = await fetch(`${URL_UNDER_TEST}/oauth2/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${hospital}:${hospital}-demo`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  if (!response.ok) throw new Error(`token endpoint answered ${response.status}`)
  return (await response.json()).access_token
}

/** Stores Part 10 files by STOW-RS (PS3.18 10.5). */
export async function store(hospital, files) {
  const boundary = 'cloudfilm-e2e'
  const body = Buffer.concat([
    ...files.flatMap(file => [Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`), file]),
    Buffer.from(`\r\n--${boundary}--`)])
  const response = await fetch(`${URL_UNDER_TEST}/dicom-web/studies`, {
    method: 'POST', body,
    headers: {
      Authorization: `Bearer ${await hospitalToken(hospital)}`, Accept: 'application/dicom+json',
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
    },
  })
  if (response.status !== 200) throw new Error(`store answered ${response.status}: ${await response.text()}`)
}

/** Writes a record by FHIR, as the hospital's system does. Answers it as stored. */
export async function record(hospital, resource) {
  const response = await fetch(`${URL_UNDER_TEST}/fhir/${resource.resourceType}/${resource.id}`, {
    method: 'PUT', body: JSON.stringify(resource),
    headers: { Authorization: `Bearer ${await hospitalToken(hospital)}`, 'Content-Type': 'application/fhir+json', Accept: 'application/fhir+json', Prefer: 'return=representation' },
  })
  if (!response.ok) throw new Error(`${resource.resourceType} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
