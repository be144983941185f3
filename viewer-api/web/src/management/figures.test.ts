import { describe, expect, it } from 'vitest'
import { barsOf } from './figures'

const row = (name: string, opened: number, recognised: number, repeated: number) =>
  ({ code: name, name, nameEn: name, opened, recognised, repeated, excluded: 0, savedFen: 0 })

describe('barsOf', () => {
  it('rows_areSortedByDecisionsAndComparedWithTheLongest', () => {
    const bars = barsOf([row('MR', 9, 1, 1), row('CT', 2, 3, 1)])
    expect(bars.map(bar => bar.row.name)).toEqual(['CT', 'MR'])
    expect(bars[0]).toMatchObject({ recognised: 75, repeated: 25, rate: 75 })
    expect(bars[1]).toMatchObject({ recognised: 25, repeated: 25, rate: 50 })
  })
  it('onlyOpened_hasNoRate', () => expect(barsOf([row('US', 4, 0, 0)])[0]).toMatchObject({ recognised: 0, repeated: 0, rate: undefined }))
})
