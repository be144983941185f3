import { displayName, type NameGroups } from './names'

/** One attribute of the DICOM JSON model (PS3.18 annex F). */
interface Attribute {
  vr: string
  Value?: unknown[]
  BulkDataURI?: string
  InlineBinary?: string
}

/** One data set of the DICOM JSON model: keys are eight upper-case hex digits. */
export type DicomJson = Record<string, Attribute | undefined>

export const Tag = {
  SpecificCharacterSet: '00080005',
  ImageType: '00080008',
  SopClassUid: '00080016',
  SopInstanceUid: '00080018',
  StudyDate: '00080020',
  StudyTime: '00080030',
  AccessionNumber: '00080050',
  Modality: '00080060',
  ModalitiesInStudy: '00080061',
  Manufacturer: '00080070',
  InstitutionName: '00080080',
  StudyDescription: '00081030',
  SeriesDescription: '0008103E',
  PatientName: '00100010',
  PatientId: '00100020',
  PatientBirthDate: '00100030',
  PatientSex: '00100040',
  BodyPartExamined: '00180015',
  FrameTime: '00181063',
  StudyInstanceUid: '0020000D',
  SeriesInstanceUid: '0020000E',
  SeriesNumber: '00200011',
  InstanceNumber: '00200013',
  ImagePosition: '00200032',
  ImageOrientation: '00200037',
  FrameOfReferenceUid: '00200052',
  PatientOrientation: '00200020',
  NumberOfStudyRelatedSeries: '00201206',
  NumberOfStudyRelatedInstances: '00201208',
  NumberOfSeriesRelatedInstances: '00201209',
  PlanePositionSequence: '00209113',
  PlaneOrientationSequence: '00209116',
  SamplesPerPixel: '00280002',
  Photometric: '00280004',
  NumberOfFrames: '00280008',
  Rows: '00280010',
  Columns: '00280011',
  PixelSpacing: '00280030',
  PixelAspectRatio: '00280034',
  BitsAllocated: '00280100',
  BitsStored: '00280101',
  HighBit: '00280102',
  PixelRepresentation: '00280103',
  WindowCenter: '00281050',
  WindowWidth: '00281051',
  RescaleIntercept: '00281052',
  RescaleSlope: '00281053',
  VoiLutFunction: '00281056',
  ModalityLutSequence: '00283000',
  VoiLutSequence: '00283010',
  PixelMeasuresSequence: '00289110',
  FrameVoiLutSequence: '00289132',
  PixelValueTransformationSequence: '00289145',
  SharedFunctionalGroups: '52009229',
  PerFrameFunctionalGroups: '52009230',
} as const

export function text(data: DicomJson | undefined, tag: string): string {
  const value = data?.[tag]?.Value?.[0]
  return value === undefined || value === null ? '' : String(value).trim()
}

export function texts(data: DicomJson | undefined, tag: string): string[] {
  return (data?.[tag]?.Value ?? []).filter(value => value !== null && value !== '').map(value => String(value).trim())
}

/** The first number, also when a server writes DS and IS as strings. */
export function number(data: DicomJson | undefined, tag: string): number | undefined {
  return numbers(data, tag)[0]
}

export function numbers(data: DicomJson | undefined, tag: string): number[] {
  return (data?.[tag]?.Value ?? [])
    .filter(value => value !== null && value !== '')
    .map(Number)
    .filter(Number.isFinite)
}

export function item(data: DicomJson | undefined, tag: string, index = 0): DicomJson | undefined {
  const value = data?.[tag]?.Value?.[index]
  return typeof value === 'object' && value !== null ? value as DicomJson : undefined
}

export function nameGroups(data: DicomJson | undefined, tag: string): NameGroups | undefined {
  const value = data?.[tag]?.Value?.[0]
  return typeof value === 'object' && value !== null ? value as NameGroups : undefined
}

export function name(data: DicomJson | undefined, tag: string): string {
  return displayName(nameGroups(data, tag) ?? text(data, tag))
}
