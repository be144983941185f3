import { useEffect, useState } from 'react'
import { session, type Config } from '../auth/session'
import { useSettings } from './settings'

/** What a film or a notice says of a hospital, in the reader's language when it is a hospital of this deployment. */
export function hospitalName(said: string, hospitals: Config['hospitals'], language: 'zh' | 'en'): string {
  const wanted = said.trim().toLowerCase()
  const known = hospitals.find(each => [each.id, each.name, each.nameEn].some(name => name.toLowerCase() === wanted))
  return known ? (language === 'en' ? known.nameEn : known.name) : said
}

/** Those of this deployment; none until they are known. */
export function useHospitals(): Config['hospitals'] {
  const [hospitals, setHospitals] = useState<Config['hospitals']>([])
  useEffect(() => void session.config().then(config => setHospitals(config.hospitals), () => {}), [])
  return hospitals
}

export function useHospitalName(said: string): string {
  const { language } = useSettings()
  return hospitalName(said, useHospitals(), language)
}

/** A hospital as the pages' own API names it. */
export interface Place { id: string, name: string, nameEn?: string | null }

export function usePlaceName(): (place: Place) => string {
  const { language } = useSettings()
  return place => (language === 'en' && place.nameEn ? place.nameEn : place.name)
}
