/** Makes an uncompressed ZIP archive (APPNOTE 6.3) file by file; every part may be put down as soon as it is made. */
export class ZipBuilder {
  readonly #directory: Uint8Array<ArrayBuffer>[] = []
  #offset = 0

  /** The bytes to write before the file's own. Archives of 4 GiB or more are refused. */
  add(name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
    const path = new TextEncoder().encode(name)
    if (this.#offset + content.length > 0xffff_0000) throw new RangeError('archive too large')
    const common = (view: DataView, at: number) => {
      view.setUint16(at, 20, true)
      view.setUint16(at + 2, 0x0800, true)            // names are UTF-8
      view.setUint32(at + 6, 0x0021_0000, true)       // 1 January 1980: the archive says nothing about dates
      view.setUint32(at + 10, crc32(content), true)
      view.setUint32(at + 14, content.length, true)
      view.setUint32(at + 18, content.length, true)
      view.setUint16(at + 22, path.length, true)
    }
    const entry = new DataView(new ArrayBuffer(46 + path.length))
    entry.setUint32(0, 0x0201_4b50, true)
    entry.setUint16(4, 20, true)
    common(entry, 6)
    entry.setUint32(42, this.#offset, true)
    this.#directory.push(withName(entry, 46, path))
    const local = new DataView(new ArrayBuffer(30 + path.length))
    local.setUint32(0, 0x0403_4b50, true)
    common(local, 4)
    this.#offset += 30 + path.length + content.length
    return withName(local, 30, path)
  }

  /** What ends the archive. */
  finish(): Uint8Array<ArrayBuffer>[] {
    const size = this.#directory.reduce((sum, entry) => sum + entry.length, 0)
    const end = new DataView(new ArrayBuffer(22))
    end.setUint32(0, 0x0605_4b50, true)
    end.setUint16(8, this.#directory.length, true)
    end.setUint16(10, this.#directory.length, true)
    end.setUint32(12, size, true)
    end.setUint32(16, this.#offset, true)
    return [...this.#directory, new Uint8Array(end.buffer)]
  }
}

function withName(view: DataView<ArrayBuffer>, at: number, path: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(view.buffer)
  bytes.set(path, at)
  return bytes
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb8_8320 : n >>> 1
  return n >>> 0
})

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffff_ffff) >>> 0
}
