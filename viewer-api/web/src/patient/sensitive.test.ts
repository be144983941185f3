import { describe, expect, it } from 'vitest'
import { kindsOf, labelsOf } from './sensitive'

describe('sensitive kinds', () => {
  it('chosenKinds_nameEveryLabelOfTheirs', () => {
    expect(labelsOf([])).toEqual([])
    expect(labelsOf(['hiv', 'mind'])).toEqual(['HIV', 'PSY', 'BH', 'MH'])
  })
  it('labels_areShownAsTheirKindOnce', () => {
    expect(kindsOf(['MH', 'PSY', 'HIV', 'SOMETHING'])).toEqual(['hiv', 'mind'])
  })
})
