import { type FormEvent, useState } from 'react'
import type { Me } from '../api/me'
import { useLoaded } from '../api/useLoaded'
import { useHospitalName } from '../app/hospitals'
import { useSettings, useTexts } from '../app/settings'
import { ageAt, examWords, isSynthetic, maskedId, saysKind, shortDate, shortTime } from '../dicom/display'
import { findStudies, type Study, type StudySearch } from '../dicom/query'
import { Header } from '../parts/Header'
import { Icon } from '../parts/Icon'
import { Link } from '../parts/Link'
import { Busy, FailureNotice, Notice } from '../parts/Notice'
import { usePageTitle } from '../parts/usePageTitle'
import { PatientsFound } from './PatientsFound'

const PAGE = 20
const EMPTY: StudySearch = { name: '', id: '', from: '', to: '', modality: '' }
const MODALITIES = ['CT', 'MR', 'DX', 'CR', 'US', 'MG', 'NM', 'PT', 'XA', 'RF', 'ES']
const KEY = 'cloudfilm.search'

/** What was searched for lasts as long as the tab, so that coming back from a film finds the same list. */
interface Kept {
  search: StudySearch
  page: number
}

const kept = (): Kept => JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null ?? { search: EMPTY, page: 0 }

export function SearchPage({ me }: { me: Me }) {
  const t = useTexts()
  usePageTitle(t.search.title)
  const [{ search, page }, setAsked] = useState<Kept>(kept)
  const [form, setForm] = useState(search)
  const [found, again] = useLoaded(signal => findStudies(search, page, PAGE, signal), [search, page])
  const ask = (next: Kept) => {
    sessionStorage.setItem(KEY, JSON.stringify(next))
    setAsked(next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask({ search: { ...form }, page: 0 })
  }
  const clear = () => {
    setForm(EMPTY)
    ask({ search: EMPTY, page: 0 })
  }
  return (
    <>
      <Header me={me} />
      <main className="page wide">
        <h1>{t.search.title}</h1>
        <SearchForm form={form} change={setForm} submit={submit} clear={clear} />
        <PatientsFound number={search.id.trim()} name={search.name.trim()} />
        {(search.id.trim() || search.name.trim()) && <h2>{t.visit.studies}</h2>}
        {found.state === 'loading' && <Busy />}
        {found.state === 'failed' && <FailureNotice why={found.why} retry={again} />}
        {found.state === 'ready' && (found.value.studies.length === 0
          ? <Notice icon="search" title={t.search.none} detail={t.search.noneDetail} />
          : <Results studies={found.value.studies} />)}
        {found.state === 'ready' && (page > 0 || found.value.more) && (
          <nav className="pager" aria-label={t.search.page(page + 1)}>
            <button className="button plain" disabled={page === 0} onClick={() => ask({ search, page: page - 1 })}>{t.search.previous}</button>
            <span>{t.search.page(page + 1)}</span>
            <button className="button plain" disabled={!found.value.more} onClick={() => ask({ search, page: page + 1 })}>{t.search.next}</button>
          </nav>
        )}
      </main>
    </>
  )
}

function SearchForm({ form, change, submit, clear }: {
  form: StudySearch, change: (form: StudySearch) => void, submit: (event: FormEvent) => void, clear: () => void
}) {
  const t = useTexts()
  const field = (key: keyof StudySearch) => ({
    value: form[key],
    name: `study-${key}`,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => change({ ...form, [key]: event.target.value }),
  })
  return (
    <form className="search" role="search" onSubmit={submit}>
      <label><span>{t.search.name}</span><input type="text" placeholder={t.search.nameHint} {...field('name')} /></label>
      <label><span>{t.search.id}</span><input type="text" placeholder={t.search.idHint} {...field('id')} /></label>
      <label><span>{t.search.dates} · {t.search.from}</span><input type="date" {...field('from')} /></label>
      <label><span>{t.search.to}</span><input type="date" {...field('to')} /></label>
      <label>
        <span>{t.search.modality}</span>
        <select {...field('modality')}>
          <option value="">{t.search.all}</option>
          {MODALITIES.map(code => <option key={code} value={code}>{`${code}${t.modality[code] === code ? '' : ` ${t.modality[code] ?? ''}`}`}</option>)}
        </select>
      </label>
      <div className="search-buttons">
        <button type="submit" className="button" data-test="search"><Icon name="search" />{t.search.submit}</button>
        <button type="button" className="button plain" onClick={clear}>{t.search.clear}</button>
      </div>
    </form>
  )
}

function Results({ studies }: { studies: Study[] }) {
  const t = useTexts()
  return (
    <div className="results">
      <div className="results-head" aria-hidden="true">
        <span>{t.search.patient}</span><span>{t.search.date}</span><span>{t.search.what}</span><span>{t.search.where}</span><span>{t.search.images}</span>
      </div>
      <ul>
        {studies.map(study => <li key={study.uid}><Result study={study} /></li>)}
      </ul>
    </div>
  )
}

function Result({ study }: { study: Study }) {
  const t = useTexts()
  const { language } = useSettings()
  const hospital = useHospitalName(study.institution)
  const path = `/doctor/studies/${study.uid}`
  const age = ageAt(study.birthDate, study.date)
  const alone = saysKind(study.description, study.modalities)
  const about = [t.sex[study.sex], age === undefined ? '' : t.years(age)].filter(Boolean).join(language === 'zh' ? '，' : ', ')
  return (
    <Link className="result" to={path} data-test="study">
      <span className="result-patient">
        <strong>{study.patientName || t.unknownName}</strong>{about && <small>{about}</small>}
        <small className="mono">{maskedId(study.patientId)}</small>
      </span>
      <span><strong>{shortDate(study.date) || t.unknownDate}</strong><small>{shortTime(study.time)}</small></span>
      <span>
        <strong>{alone ? study.description : examWords(study.modalities, study.bodyPart, '', t)}</strong>
        {!alone && <small>{study.description}</small>}
        {isSynthetic(study.manufacturer) && <em className="mark">{t.demoStudy}</em>}
      </span>
      <span>{hospital}</span>
      <span className="result-count">
        <strong>{t.search.imageCount(study.imageCount)}</strong><small>{t.search.seriesCount(study.seriesCount)}</small>
      </span>
      <Icon name="next" />
    </Link>
  )
}
