import { describe, expect, it } from 'vitest'
import { wardOf } from './family'

const wards = [{ id: 'a', name: '张小宝', birthDate: '2019-05-01' }, { id: 'b', name: '张小贝', birthDate: null }]
const film = (patientName: string, birthDate: string, otherName = '') => ({ patientName, birthDate, otherName })

describe('wardOf', () => {
  it('filmOfAChild_isTheirs', () => {
    expect(wardOf(film('张小宝', '20190501'), wards)?.id).toBe('a')
    expect(wardOf(film('Zhang Xiaobao', '20190501', '张 小宝'), wards)?.id).toBe('a')
    expect(wardOf(film('张小贝', ''), wards)?.id).toBe('b')
  })
  it('namesakeBornAnotherDay_isNobodysChild', () => {
    expect(wardOf(film('张小宝', '19800101'), wards)).toBeUndefined()
    expect(wardOf(film('张三', '19800101'), wards)).toBeUndefined()
    expect(wardOf(film('', ''), wards)).toBeUndefined()
  })
})
