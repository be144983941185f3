import * as common from './texts/common'
import * as consent from './texts/consent'
import * as exams from './texts/exams'
import * as films from './texts/films'
import * as management from './texts/management'
import * as money from './texts/money'
import * as notices from './texts/notices'
import * as own from './texts/own'
import * as review from './texts/review'
import * as search from './texts/search'
import * as settlement from './texts/settlement'
import * as share from './texts/share'
import * as tour from './texts/tour'
import * as trail from './texts/trail'
import * as viewer from './texts/viewer'
import * as visit from './texts/visit'
import * as wholeTrail from './texts/wholeTrail'

export type Language = 'zh' | 'en'

/** Every text of the pages, by area; each area keeps its Chinese and English side by side. */
const zh = {
  ...common.zh,
  ...exams.zh,
  ...search.zh,
  ...visit.zh,
  ...settlement.zh,
  ...management.zh,
  ...wholeTrail.zh,
  ...films.zh,
  ...viewer.zh,
  ...review.zh,
  ...own.zh,
  ...consent.zh,
  ...notices.zh,
  ...trail.zh,
  ...money.zh,
  ...share.zh,
  ...tour.zh,
}

export type Texts = typeof zh

const en: Texts = {
  ...common.en,
  ...exams.en,
  ...search.en,
  ...visit.en,
  ...settlement.en,
  ...management.en,
  ...wholeTrail.en,
  ...films.en,
  ...viewer.en,
  ...review.en,
  ...own.en,
  ...consent.en,
  ...notices.en,
  ...trail.en,
  ...money.en,
  ...share.en,
  ...tour.en,
}

export const texts: Record<Language, Texts> = { zh, en }
