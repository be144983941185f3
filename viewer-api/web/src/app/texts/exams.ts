/** Kinds of exams and parts of the body, by their DICOM codes. */
export const zh = {
  modality: {
    CT: 'CT 检查', MR: '磁共振检查', DX: 'X 光片', CR: 'X 光片', RG: 'X 光片', US: '超声检查', MG: '乳腺 X 光片',
    NM: '核医学检查', PT: 'PET 检查', XA: '血管造影', RF: '透视造影', ES: '内镜检查', OT: '影像检查', IO: '口腔 X 光片',
    PX: '口腔全景片', BMD: '骨密度检查', ECG: '心电图', SM: '病理切片', XC: '照片', OP: '眼科照相', IVUS: '血管内超声',
  } as Record<string, string>,
  otherModality: '影像检查',
  bodyPart: {
    CHEST: '胸部', LUNG: '肺部', ABDOMEN: '腹部', PELVIS: '盆腔', HEAD: '头部', BRAIN: '脑部', SKULL: '头颅', NECK: '颈部',
    SPINE: '脊柱', CSPINE: '颈椎', TSPINE: '胸椎', LSPINE: '腰椎', HEART: '心脏', LIVER: '肝脏', KNEE: '膝关节', HIP: '髋关节',
    SHOULDER: '肩关节', HAND: '手', FOOT: '足', ANKLE: '踝关节', ELBOW: '肘关节', BREAST: '乳腺', EXTREMITY: '四肢',
  } as Record<string, string>,
}

export const en: typeof zh = {
  modality: {
    CT: 'CT', MR: 'MRI', DX: 'X-ray', CR: 'X-ray', RG: 'X-ray', US: 'Ultrasound', MG: 'Mammogram', NM: 'Nuclear medicine',
    PT: 'PET', XA: 'Angiogram', RF: 'Fluoroscopy', ES: 'Endoscopy', OT: 'Images', IO: 'Dental X-ray', PX: 'Dental panorama',
    BMD: 'Bone density', ECG: 'ECG', SM: 'Pathology slide', XC: 'Photograph', OP: 'Eye photograph', IVUS: 'Intravascular ultrasound',
  },
  otherModality: 'Images',
  bodyPart: {
    CHEST: 'chest', LUNG: 'lungs', ABDOMEN: 'abdomen', PELVIS: 'pelvis', HEAD: 'head', BRAIN: 'brain', SKULL: 'skull', NECK: 'neck',
    SPINE: 'spine', CSPINE: 'cervical spine', TSPINE: 'thoracic spine', LSPINE: 'lumbar spine', HEART: 'heart', LIVER: 'liver',
    KNEE: 'knee', HIP: 'hip', SHOULDER: 'shoulder', HAND: 'hand', FOOT: 'foot', ANKLE: 'ankle', ELBOW: 'elbow', BREAST: 'breast',
    EXTREMITY: 'limb',
  },
}
