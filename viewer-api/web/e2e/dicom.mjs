// Writes small DICOM Part 10 files, explicit VR little endian, for the tests to send.
import { randomBytes } from 'node:crypto'

const LONG = new Set(['OB', 'OW', 'UN', 'SQ', 'UT'])

export const newUid = () => `2.25.${BigInt('0x' + randomBytes(14).toString('hex'))}`

function element(group, number, vr, value) {
  let body = Buffer.isBuffer(value) ? value
    : vr === 'US' ? Buffer.from(Uint16Array.of(value).buffer)
      : vr === 'UL' ? Buffer.from(Uint32Array.of(value).buffer) : Buffer.from(String(value), 'utf8')
  if (body.length % 2) body = Buffer.concat([body, Buffer.from(vr === 'UI' ? '\0' : ' ')])
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8)
  head.writeUInt16LE(group)
  head.writeUInt16LE(number, 2)
  head.write(vr, 4, 'latin1')
  if (LONG.has(vr)) head.writeUInt32LE(body.length, 8)
  else head.writeUInt16LE(body.length, 6)
  return Buffer.concat([head, body])
}

/** A part 10 file; the elements in the order of their tags. */
function part10(sopClass, instance, elements) {
  const meta = Buffer.concat([
    element(2, 1, 'OB', Buffer.from([0, 1])), element(2, 2, 'UI', sopClass), element(2, 3, 'UI', instance),
    element(2, 0x10, 'UI', '1.2.840.10008.1.2.1'), element(2, 0x12, 'UI', '2.25.1'),
  ])
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element(2, 0, 'UL', meta.length), meta, ...elements.map(each => element(...each))])
}

const whose = ({ name, id, birthDate, sex }) =>
  [[0x10, 0x10, 'PN', name], [0x10, 0x20, 'LO', id], [0x10, 0x30, 'DA', birthDate], [0x10, 0x40, 'CS', sex]]

/** One CT image. `pixels` is an Int16Array of rows × columns. */
export function ctImage({
  study, series, number, rows, columns, pixels, window, patient, description, accession = '', date = '20260102', institution = '丽水市中心医院',
  seriesNumber = 1, seriesDescription = 'bars',
}) {
  const instance = `${series}.${number}`
  const ct = '1.2.840.10008.5.1.4.1.1.2'
  return part10(ct, instance, [
    [8, 5, 'CS', 'ISO_IR 192'], [8, 0x16, 'UI', ct], [8, 0x18, 'UI', instance], [8, 0x20, 'DA', date], [8, 0x30, 'TM', '101112'],
    [8, 0x50, 'SH', accession], [8, 0x60, 'CS', 'CT'], [8, 0x70, 'LO', 'Cloudfilm synthetic'], [8, 0x80, 'LO', institution], [8, 0x90, 'PN', ''], [8, 0x1030, 'LO', description],
    [8, 0x103e, 'LO', seriesDescription], ...whose(patient),
    [0x18, 0x5100, 'CS', 'HFS'], [0x20, 0x0d, 'UI', study], [0x20, 0x0e, 'UI', series], [0x20, 0x10, 'SH', '1'], [0x20, 0x11, 'IS', seriesNumber],
    [0x20, 0x13, 'IS', number], [0x20, 0x32, 'DS', `0\\0\\${number * 5}`], [0x20, 0x37, 'DS', '1\\0\\0\\0\\1\\0'], [0x20, 0x52, 'UI', `${study}.9`],
    [0x28, 2, 'US', 1], [0x28, 4, 'CS', 'MONOCHROME2'], [0x28, 0x10, 'US', rows], [0x28, 0x11, 'US', columns], [0x28, 0x30, 'DS', '1\\1'],
    [0x28, 0x100, 'US', 16], [0x28, 0x101, 'US', 16], [0x28, 0x102, 'US', 15], [0x28, 0x103, 'US', 1],
    [0x28, 0x1050, 'DS', window.centre], [0x28, 0x1051, 'DS', window.width], [0x28, 0x1052, 'DS', 0], [0x28, 0x1053, 'DS', 1],
    [0x7fe0, 0x10, 'OW', Buffer.from(pixels.buffer)],
  ])
}

/** A clip of ultrasound in colour: `frames` are Uint8Arrays of rows × columns × red, green, blue. */
export function colourClip({ study, rows, columns, frames, patient, description, frameTime = 100, date = '20260102', institution = '丽水市中心医院' }) {
  const instance = `${study}.1.1`
  const us = '1.2.840.10008.5.1.4.1.1.3.1'
  return part10(us, instance, [
    [8, 5, 'CS', 'ISO_IR 192'], [8, 0x16, 'UI', us], [8, 0x18, 'UI', instance], [8, 0x20, 'DA', date], [8, 0x30, 'TM', '101112'],
    [8, 0x50, 'SH', ''], [8, 0x60, 'CS', 'US'], [8, 0x70, 'LO', 'Cloudfilm synthetic'], [8, 0x80, 'LO', institution], [8, 0x90, 'PN', ''], [8, 0x1030, 'LO', description],
    ...whose(patient), [0x18, 0x1063, 'DS', frameTime], [0x20, 0x0d, 'UI', study], [0x20, 0x0e, 'UI', `${study}.1`], [0x20, 0x10, 'SH', '1'],
    [0x20, 0x11, 'IS', 1], [0x20, 0x13, 'IS', 1],
    [0x28, 2, 'US', 3], [0x28, 4, 'CS', 'RGB'], [0x28, 6, 'US', 0], [0x28, 8, 'IS', frames.length], [0x28, 0x10, 'US', rows], [0x28, 0x11, 'US', columns],
    [0x28, 0x100, 'US', 8], [0x28, 0x101, 'US', 8], [0x28, 0x102, 'US', 7], [0x28, 0x103, 'US', 0],
    [0x7fe0, 0x10, 'OB', Buffer.concat(frames)],
  ])
}
