import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { texts } from './texts'

const SOURCES = new URL('..', import.meta.url)
/** Characters and their punctuation. */
const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/
/** What an English page says in Chinese: the way to the other language, names as they are typed, the name of a mark. */
const ALLOWED = /^中文$|张三|浙江HR/

function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, String(value)]]
  return Object.entries(value ?? {}).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
}

describe('the words of the pages', () => {
  it('english_hasNoChineseInIt', () => {
    expect(leaves(texts.en, 'en').filter(([, said]) => CHINESE.test(said) && !ALLOWED.test(said))).toEqual([])
  })

  it('pages_writeNoWordsThemselves', () => {
    const pages = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.tsx'))
    const written = pages.flatMap(name => readFileSync(new URL(name, SOURCES), 'utf8').split('\n')
      .filter(line => CHINESE.test(line) && !line.includes("language === 'zh'")).map(line => `${name}: ${line.trim()}`))
    expect(written).toEqual([])
  })

  it('everyRightThatTheTrailNames_hasWordsForManagersToo', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(Object.keys(texts[language].wholeTrail.because)).toEqual(expect.arrayContaining(Object.keys(texts[language].trail.because)))
    }
  })
})
