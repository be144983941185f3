/** A patient’s list of films. */
export const zh = {
  films: {
    title: '我的影像',
    hello: (name: string) => `${name}，您好`,
    count: (n: number) => `共 ${n} 次检查`,
    none: '还没有影像',
    noneDetail: '检查完成后，影像会自动出现在这里，一般需要几分钟。',
    open: '查看影像',
    images: (n: number) => `${n} 幅影像`,
    number: (n: number) => `${n} 次`,
    help: '影像由拍摄医院保存。看不懂不要紧，请以医生的报告为准。',
  },
}

export const en: typeof zh = {
  films: {
    title: 'My images',
    hello: name => `Hello, ${name}`,
    count: n => (n === 1 ? '1 exam' : `${n} exams`),
    none: 'No images yet',
    noneDetail: 'Images appear here by themselves a few minutes after the exam.',
    open: 'See the images',
    images: n => (n === 1 ? '1 image' : `${n} images`),
    number: n => `${n}`,
    help: 'Images are kept by the hospital that took them. What counts is your doctor’s report.',
  },
}
