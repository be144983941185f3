import { useEffect, useState } from 'react'
import { session, type Config } from '../auth/session'
import { useSettings } from './settings'

/** What a film says of where it was made, in the reader's language when it is a hospital of this deployment. */
export function hospitalName(institution: string, hospitals: Config['hospitals'], language: 'zh' | 'en'): string {
  const wanted = institution.trim().toLowerCase()
  const known = hospitals.find(each => [each.name, each.nameEn].some(name => name.toLowerCase() === wanted))
  return known ? (language === 'en' ? known.nameEn : known.name) : institution
}

export function useHospitalName(institution: string): string {
  const { language } = useSettings()
  const [hospitals, setHospitals] = useState<Config['hospitals']>([])
  useEffect(() => void session.config().then(config => setHospitals(config.hospitals), () => {}), [])
  return hospitalName(institution, hospitals, language)
}

/** A hospital as the pages' own API names it. */
export interface Place { id: string, name: string, nameEn?: string | null }

export function usePlaceName(): (place: Place) => string {
  const { language } = useSettings()
  return place => (language === 'en' && place.nameEn ? place.nameEn : place.name)
}
