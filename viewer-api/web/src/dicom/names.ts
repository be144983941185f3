/** The three component groups of a DICOM JSON person name (PS3.18 F.2.2). */
export interface NameGroups {
  Alphabetic?: string
  Ideographic?: string
  Phonetic?: string
}

const isCjk = (text: string) => /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u.test(text)

function written(group: string | undefined): string {
  if (!group) return ''
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^').map(part => part.trim())
  if (isCjk(group)) return family + given + middle
  return [prefix, family, given, middle, suffix].filter(Boolean).join(' ')
}

/**
 * A person's name as it is read: characters first (张三), else the alphabetic group.
 * Hospitals often put the characters into the alphabetic group; that is taken as it stands.
 */
export function displayName(name: NameGroups | string | undefined): string {
  if (typeof name === 'string') return displayName(fromText(name))
  return written(name?.Ideographic) || written(name?.Alphabetic) || written(name?.Phonetic)
}

/** The other writing of the name, when there is one: Zhang San beside 张三. */
export function secondName(name: NameGroups | undefined): string {
  const second = name?.Ideographic ? written(name.Alphabetic) : ''
  return second === displayName(name) ? '' : second
}

function fromText(text: string): NameGroups {
  const [alphabetic, ideographic, phonetic] = text.split('=')
  return {
    ...(alphabetic ? { Alphabetic: alphabetic } : {}),
    ...(ideographic ? { Ideographic: ideographic } : {}),
    ...(phonetic ? { Phonetic: phonetic } : {}),
  }
}
