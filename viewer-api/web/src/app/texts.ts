import * as common from './texts/common'
import * as exams from './texts/exams'
import * as films from './texts/films'
import * as management from './texts/management'
import * as review from './texts/review'
import * as search from './texts/search'
import * as settlement from './texts/settlement'
import * as viewer from './texts/viewer'
import * as visit from './texts/visit'

export type Language = 'zh' | 'en'

/** Every text of the pages, by area; each area keeps its Chinese and English side by side. */
const zh = {
  ...common.zh,
  ...exams.zh,
  ...search.zh,
  ...visit.zh,
  ...settlement.zh,
  ...management.zh,
  ...films.zh,
  ...viewer.zh,
  ...review.zh,
}

export type Texts = typeof zh

const en: Texts = {
  ...common.en,
  ...exams.en,
  ...search.en,
  ...visit.en,
  ...settlement.en,
  ...management.en,
  ...films.en,
  ...viewer.en,
  ...review.en,
}

export const texts: Record<Language, Texts> = { zh, en }
