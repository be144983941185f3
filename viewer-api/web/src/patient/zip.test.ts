import { describe, expect, it } from 'vitest'
import { crc32, ZipBuilder } from './zip'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('zip archives', () => {
  it('crc32_checkValue', () => {
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926)
  })

  it('directory_pointsAtEveryFile', () => {
    const zip = new ZipBuilder()
    const files = [['DICOM/一.dcm', 'first'], ['DICOM/2.dcm', 'the second']] as const
    const parts = files.flatMap(([name, content]) => [zip.add(name, bytes(content)), bytes(content)])
    const archive = Buffer.concat([...parts, ...zip.finish()])
    const end = archive.length - 22
    expect(archive.readUInt32LE(end)).toBe(0x06054b50)
    expect(archive.readUInt16LE(end + 10)).toBe(2)
    let at = archive.readUInt32LE(end + 16)
    expect(at + archive.readUInt32LE(end + 12)).toBe(end)
    for (const [name, content] of files) {
      expect(archive.readUInt32LE(at)).toBe(0x02014b50)
      const nameLength = archive.readUInt16LE(at + 28)
      expect(archive.toString('utf8', at + 46, at + 46 + nameLength)).toBe(name)
      const local = archive.readUInt32LE(at + 42)
      expect(archive.readUInt32LE(local)).toBe(0x04034b50)
      expect(archive.readUInt32LE(local + 14)).toBe(crc32(bytes(content)))
      const start = local + 30 + archive.readUInt16LE(local + 26)
      expect(archive.toString('utf8', start, start + archive.readUInt32LE(local + 18))).toBe(content)
      at += 46 + nameLength
    }
  })
})
