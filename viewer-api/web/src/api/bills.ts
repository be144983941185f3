import { getJson } from './http'
import type { Place } from '../app/hospitals'
import type { Person } from './consents'

/** `/api/bills`, `/api/receipts`, `/api/my/recognitions`: a patient's money. All amounts in fen. */
export interface Parts { fundFen: number, accountFen: number, familyFen: number, selfPayFen: number }

export interface Line { name: string, nameEn: string | null, amountFen: number }

export interface Bill {
  settlement: string
  at: string
  hospital: Place
  state: string
  totalFen: number
  parts: Parts
  lines: Line[]
  receipt: string | null
  person?: Person | null
}

export interface Receipt {
  id: string
  number: string
  at: string
  hospital: Place
  /** `paid`, or `refunded` afterwards. */
  state: string
  totalFen: number
  lines: Line[]
  parts: Parts
  paidBy: string
}

/** What became of an exam that had been done before: `hospital` decided, `from` had made the earlier one. */
export interface Recognition {
  id: string
  at: string
  kind: string
  item: Named | null
  hospital: Place
  from: Place
  savedFen: number
  reason: Named | null
  revokedAt: string | null
}

/** Something of a catalogue. */
export interface Named { code: string, name: string, nameEn: string }

export const fetchBills = (signal?: AbortSignal) => getJson<Bill[]>('/api/bills', signal)

export const fetchReceipt = (id: string, signal?: AbortSignal) => getJson<Receipt>(`/api/receipts/${id}`, signal)

export const fetchPay = (settlement: string, signal?: AbortSignal) => getJson<{ qr: string }>(`/api/bills/${settlement}/pay`, signal)

/** Of the catalogue; codes stand for them in notices. */
export const fetchExamItems = (signal?: AbortSignal) => getJson<Named[]>('/api/exam-items', signal)

export const fetchRecognitions = (signal?: AbortSignal) => getJson<Recognition[]>('/api/my/recognitions', signal)
