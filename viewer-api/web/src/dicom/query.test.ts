import { describe, expect, it } from 'vitest'
import { studyParameters, wildcards } from './query'

const search = { name: '', id: '', from: '', to: '', modality: '' }

describe('study searches', () => {
  it('everythingFilledIn_becomesQidoParameters', () => {
    const parameters = studyParameters({ name: '张三', id: ' 3405 ', from: '2026-01-01', to: '2026-02-01', modality: 'CT' }, 2, 20)
    expect(parameters.get('PatientName')).toBe('*张*三*')
    expect(parameters.get('PatientID')).toBe('3405')
    expect(parameters.get('StudyDate')).toBe('20260101-20260201')
    expect(parameters.get('ModalitiesInStudy')).toBe('CT')
    expect(parameters.get('offset')).toBe('40')
  })

  it('oneMoreThanAPage_isAskedFor', () => {
    expect(studyParameters(search, 0, 20).get('limit')).toBe('21')
  })

  it('openRanges_stayOpen', () => {
    expect(studyParameters({ ...search, from: '2026-01-01' }, 0, 20).get('StudyDate')).toBe('20260101-')
    expect(studyParameters({ ...search, to: '2026-01-01' }, 0, 20).get('StudyDate')).toBe('-20260101')
    expect(studyParameters(search, 0, 20).has('StudyDate')).toBe(false)
  })

  it('names_asPeopleTypeThem', () => {
    expect(wildcards('zhang san')).toBe('*zhang*san*')
    expect(wildcards('Zhang^San')).toBe('*Zhang*San*')
    expect(wildcards('张')).toBe('*张*')
    expect(wildcards('欧阳玘')).toBe('*欧*阳玘*')
  })

  it('namesWithWildcards_areLeftAlone', () => {
    expect(studyParameters({ ...search, name: 'Zh*' }, 0, 20).get('PatientName')).toBe('Zh*')
  })
})
