import { hospitalName } from '../app/hospitals'
import { yuan } from '../app/money'
import type { Language, Texts } from '../app/texts'
import { day } from '../app/times'
import type { Named } from '../api/bills'
import type { NoticeRow } from '../api/notices'
import type { IconName } from '../parts/Icon'

export interface NoticeWords {
  icon: IconName
  title: string
  text: string
  /** Where more is to be seen or done. */
  go?: { path: string, label: string }
}

export interface Reader {
  language: Language
  texts: Texts
  hospitals: { id: string, name: string, nameEn: string }[]
  /** Of the catalogue; none until they are known. */
  items: Named[]
}

/** A notice in plain words. Whatever its parameters leave out, the sentence does without; an unknown kind is still shown. */
export function noticeWords(notice: Pick<NoticeRow, 'kind' | 'params' | 'person'>, reader: Reader): NoticeWords {
  const words = byKind(notice.kind, notice.params, reader)
  return notice.person ? { ...words, text: reader.texts.notices.about(notice.person.name, words.text) } : words
}

/** By its code; what is no code is a name already. A code nobody knows says nothing to anybody. */
function itemName(said: string | undefined, items: readonly Named[], language: Language): string | undefined {
  const known = items.find(each => each.code === said)
  if (known) return language === 'en' && known.nameEn ? known.nameEn : known.name
  return said && !/^[\w.-]+$/.test(said) ? said : undefined
}

/** Parameters are text; an amount that is none is left out. */
const yuanOf = (fen: string | undefined) => (fen !== undefined && /^\d{1,15}$/.test(fen) ? yuan(Number(fen)) : '')

function byKind(kind: string, params: Record<string, string>, { language, texts, hospitals, items }: Reader): NoticeWords {
  const t = texts.notices
  const place = (of: string) => (params[of] ? hospitalName(params[of], hospitals, language) : t.aHospital)
  const hospital = place('hospital')
  const who = t.who(hospital, params['clinician'] || t.aDoctor)
  const item = itemName(params['item'], items, language) ?? t.anExam
  const reason = t.reasons[params['reason'] ?? ''] ?? params['reason'] ?? ''
  const to = (path: string, label: string) => ({ go: { path, label } })
  const study = params['study'], request = params['request'], receipt = params['receipt']
  switch (kind) {
    case 'ACCESS_ASKED':
      return { icon: 'ask', title: t.asked, text: t.askedText(who), ...(request ? to(`/me/requests/${request}`, t.askedGo) : {}) }
    case 'CONSENT_GIVEN':
      return { icon: 'check', title: t.given, text: t.givenText(hospital, params['until'] ? day(params['until'], language) : ''), ...to('/me/consents', t.consentGo) }
    case 'CONSENT_WITHDRAWN':
      return { icon: 'undo', title: t.withdrawn, text: t.withdrawnText(hospital), ...to('/me/consents', t.consentGo) }
    case 'GLASS_BROKEN':
      return { icon: 'warn', title: t.glass, text: t.glassText(who, params['reason'] ?? ''), ...to('/me/trail', t.trailGo) }
    case 'FILM_ARRIVED':
      return { icon: 'layers', title: t.arrived, text: t.arrivedText(hospital, item), ...(study ? to(`/films/${study}`, t.filmGo) : {}) }
    case 'RECOGNISED':
      return {
        icon: 'check', title: t.recognised(item), ...to('/me/recognitions', t.recognitionGo),
        text: t.recognisedText(item, place('from'), hospital, yuanOf(params['savedFen'])),
      }
    case 'RECOGNITION_REVOKED':
      return { icon: 'undo', title: t.revoked, text: t.revokedText(item, hospital), ...to('/me/recognitions', t.recognitionGo) }
    case 'REPEATED':
      return { icon: 'info', title: t.repeated(item), text: t.repeatedText(item, reason), ...to('/me/recognitions', t.recognitionGo) }
    case 'CHARGED':
      return { icon: 'bill', title: t.charged, text: t.chargedText(item, yuanOf(params['amountFen']), hospital), ...to('/me/bills', t.billsGo) }
    case 'PAID':
      return {
        icon: 'check', title: t.paid, text: t.paidText(yuanOf(params['amountFen']), hospital),
        ...(receipt ? to(`/me/receipts/${receipt}`, t.receiptGo) : to('/me/bills', t.billsGo)),
      }
    case 'REFUNDED':
      return { icon: 'undo', title: t.refunded, text: t.refundedText(yuanOf(params['amountFen'])), ...to('/me/bills', t.billsGo) }
    case 'SHARE_OPENED':
      return { icon: 'eye', title: t.opened, text: t.openedText(params['recipient'] || t.someone, params['label'] ?? ''), ...to('/me/shares', t.sharesGo) }
    case 'SHARE_USED_UP':
      return { icon: 'info', title: t.usedUp, text: t.usedUpText(params['label'] ?? ''), ...to('/me/shares', t.sharesGo) }
    default:
      return { icon: 'info', title: t.other, text: t.otherText }
  }
}
