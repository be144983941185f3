import type { Image } from '../dicom/image'

/** Letters for the four edges of the picture. */
export interface EdgeLabels {
  left: string
  right: string
  top: string
  bottom: string
}

const OPPOSITE: Record<string, string> = { L: 'R', R: 'L', A: 'P', P: 'A', H: 'F', F: 'H' }

const turned = (label: string) => [...label].map(letter => OPPOSITE[letter] ?? letter).join('')

/** The patient direction of a vector (PS3.3 C.7.6.1.1.1): strongest axis first, weak ones left out. */
export function directionLetters(vector: readonly number[]): string {
  const axes: [number, string, string][] = [
    [vector[0] ?? 0, 'L', 'R'], [vector[1] ?? 0, 'P', 'A'], [vector[2] ?? 0, 'H', 'F'],
  ]
  return axes
    .filter(([size]) => Math.abs(size) > 0.25)
    .sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))
    .slice(0, 2)
    .map(([size, plus, minus]) => (size > 0 ? plus : minus))
    .join('')
}

/** Undefined when the image does not say how it lies. */
export function edgeLabels(image: Pick<Image, 'orientation' | 'edges'>): EdgeLabels | undefined {
  const right = image.orientation ? directionLetters(image.orientation.slice(0, 3)) : image.edges[0] ?? ''
  const bottom = image.orientation ? directionLetters(image.orientation.slice(3)) : image.edges[1] ?? ''
  return right || bottom ? { left: turned(right), right, top: turned(bottom), bottom } : undefined
}
