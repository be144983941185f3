import { describe, expect, it } from 'vitest'
import { displayName, secondName } from './names'

describe('person names', () => {
  it('characters_beside_letters_charactersAreShown', () => {
    const name = { Alphabetic: 'Zhang^San', Ideographic: '张^三' }
    expect(displayName(name)).toBe('张三')
    expect(secondName(name)).toBe('Zhang San')
  })

  it('charactersInTheAlphabeticGroup_noSpaceIsPutBetween', () => {
    expect(displayName({ Alphabetic: '欧阳^玘' })).toBe('欧阳玘')
    expect(displayName({ Alphabetic: '䶮^誠' })).toBe('䶮誠')
    expect(displayName({ Alphabetic: '张三' })).toBe('张三')
  })

  it('western_prefixAndMiddle_readInOrder', () => {
    expect(displayName('Doe^Jane^Q^Dr^')).toBe('Dr Doe Jane Q')
  })

  it('oneText_withThreeGroups_isSplit', () => {
    expect(displayName('Li^Si=李^四=')).toBe('李四')
  })

  it('missing_isEmpty', () => {
    expect(displayName(undefined)).toBe('')
    expect(displayName({})).toBe('')
    expect(secondName(undefined)).toBe('')
  })
})
