import { request } from './http'

/** `GET /api/me`. */
export interface Me {
  role: 'clinician' | 'patient' | 'hospital' | 'admin' | 'reviewer'
  name: string
  hospital: { id: string, name: string, nameEn?: string } | null
}

export async function fetchMe(signal?: AbortSignal): Promise<Me> {
  return await (await request('/api/me', 'application/json', signal)).json() as Me
}

/** Where a person of this role begins. */
export function homeOf(role: Me['role']): string | undefined {
  if (role === 'clinician') return '/doctor'
  if (role === 'reviewer') return '/review'
  if (role === 'admin') return '/management'
  return role === 'patient' ? '/films' : undefined
}
