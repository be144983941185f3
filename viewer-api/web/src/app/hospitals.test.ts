import { describe, expect, it } from 'vitest'
import { hospitalName } from './hospitals'

const hospitals = [{ id: 'lishui', name: '丽水市中心医院', nameEn: 'Lishui Central Hospital' }]

describe('hospitalName', () => {
  it('knownHospital_isNamedInTheReadersLanguage', () => {
    expect(hospitalName('丽水市中心医院', hospitals, 'en')).toBe('Lishui Central Hospital')
    expect(hospitalName('lishui', hospitals, 'en')).toBe('Lishui Central Hospital')
    expect(hospitalName('LISHUI CENTRAL HOSPITAL ', hospitals, 'zh')).toBe('丽水市中心医院')
  })
  it('unknownHospital_staysAsTheFilmSays', () => {
    expect(hospitalName('Elsewhere', hospitals, 'en')).toBe('Elsewhere')
    expect(hospitalName('', hospitals, 'en')).toBe('')
  })
})
