import { describe, expect, it } from 'vitest'
import type { Exam, Order } from '../api/visit'
import { besideOf, chosenOf, groundsOf, patientPath, standing } from './timeline'

const exam = (study: string, date: string, own: boolean, code = 'CT-CHEST', modality = 'CT'): Exam => ({
  study, date, own, modality, description: null, item: { code, name: code, nameEn: code }, hospital: { id: own ? 'lishui' : 'jinyun', name: '' },
  marks: [], recognisable: { yes: true, because: [], until: null }, report: null, instances: 1,
})
const order = (id: string, priors: string[], kind?: 'recognise' | 'decline' | 'cite'): Order => ({
  id, priors, item: null, status: 'draft', at: '2026-11-22', charge: null,
  decision: kind ? { id: 'd', kind, reason: null, note: null, by: '', at: '', study: priors[0]! } : null,
})
const EXAMS = [exam('old', '2026-01-02', true), exam('prior', '2026-11-08', false), exam('mr', '2026-11-20', true, 'MR-BRAIN', 'MR')]

describe('chosenOf', () => {
  it('addressNamesBoth_bothAreChosen', () => {
    const orders = [order('a', ['prior']), order('b', ['prior'])]
    expect(chosenOf({ exams: EXAMS, orders }, 'prior', 'b')).toEqual({ prior: EXAMS[1], order: orders[1] })
  })
  it('onlyOneOpenOrderAsksForThePrior_itIsMeant', () => {
    const orders = [order('a', ['prior'], 'decline'), order('b', ['prior']), order('c', [])]
    expect(chosenOf({ exams: EXAMS, orders }, 'prior', null).order?.id).toBe('b')
  })
  it('severalOrders_theDoctorSaysWhich', () => {
    expect(chosenOf({ exams: EXAMS, orders: [order('a', ['prior']), order('b', ['prior'])] }, 'prior', null).order).toBeUndefined()
  })
  it('orderThatHasBeenCarriedOut_asksNoMore', () => {
    const orders = [{ ...order('done', ['prior']), charge: { state: 'paid' as const, amountFen: 24000, performed: true } }, order('open', ['prior'])]
    expect(chosenOf({ exams: EXAMS, orders }, 'prior', null).order?.id).toBe('open')
  })
  it('orderThatIsOnlyPaid_stillAsks', () => {
    const orders = [{ ...order('paid', ['prior']), charge: { state: 'paid' as const, amountFen: 24000, performed: false } }]
    expect(chosenOf({ exams: EXAMS, orders }, 'prior', null).order?.id).toBe('paid')
  })
  it('priorThatMayNoLongerBeSeen_isNotChosen', () => {
    expect(chosenOf({ exams: EXAMS, orders: [] }, 'gone', 'gone')).toEqual({ prior: undefined, order: undefined })
  })
})

describe('standing', () => {
  it('citing_leavesTheDecisionOpen', () => {
    expect(standing(order('a', ['prior'], 'cite'))).toBeUndefined()
    expect(standing(order('a', ['prior'], 'recognise'))?.kind).toBe('recognise')
    expect(standing(undefined)).toBeUndefined()
  })
})

describe('groundsOf', () => {
  const ground = (code: string) => ({ code, text: code, textEn: code })

  it('notRecognisable_onlyWhatSpeaksAgainstIt', () => {
    const because = ['same-item-by-films', 'level', 'no-mark', 'expired'].map(ground)
    expect(groundsOf({ yes: false, because, until: null }).map(each => each.code)).toEqual(['no-mark', 'expired'])
  })
  it('recognisable_everyGround', () => {
    const because = ['same-item-by-order', 'mark', 'within-validity'].map(ground)
    expect(groundsOf({ yes: true, because, until: null })).toEqual(because)
  })
})

describe('besideOf', () => {
  it('ownExamOfTheSameKind_isPutBeside', () => expect(besideOf(EXAMS, EXAMS[1]!)?.study).toBe('old'))
  it('nothingOfTheKind_nothingBeside', () => expect(besideOf(EXAMS, EXAMS[2]!)).toBeUndefined())
  it('ownExam_goesBeforeALaterOneElsewhere', () => {
    const exams = [...EXAMS, exam('else', '2026-11-21', false)]
    expect(besideOf(exams, EXAMS[1]!)?.study).toBe('old')
  })
})

describe('patientPath', () => {
  it('cardsLink_isWhatThePageMakesItself', () => {
    expect(patientPath('p1', '1.2', 'o1')).toBe('/doctor/patients/p1?order=o1&prior=1.2')
    expect(patientPath('p1')).toBe('/doctor/patients/p1')
  })
})
