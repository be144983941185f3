/** The demo's story, step by step. Doors and pages are called what the buttons call them. */
export const zh = {
  tour: {
    title: '导览：一个完整的故事',
    intro: '张三在缙云做过胸部 CT，两周后到丽水看病。下面十步，跟着他走一遍：请求与同意、互认、结算、分享、收回。',
    how: '每一步的按钮会在新标签页里打开，并请您以那个人的身份登录（点名字即可，不用密码）。',
    offer: '不知道从哪看起？跟着导览走一遍',
    off: '导览只在演示环境里有',
    offDetail: '这里连接的是真实的登录系统。',
    step: (n: number) => `第 ${n} 步`,
    as: (who: string) => `以${who}的身份打开`,
    opening: '正在打开登录…',
    failed: '没有打开成功，请再试一次。',
    done: '做完了',
    people: { zhang: '张三（患者）', wang: '王医生（丽水）', chen: '陈医生（缙云）', admin: '管理员' },
    steps: [
      {
        title: '缙云的检查到了', by: 'chen',
        text: '缙云县人民医院的系统用 DICOM 送来张三的胸部 CT，用 FHIR 送来申请单、就诊和报告。CT 带着有效的“浙江HR”标志。',
        press: ['查找姓名“张三”', '打开胸部 CT，能看影像'],
      },
      {
        title: '两周后在丽水，什么也看不到', by: 'wang',
        text: '张三到丽水市中心医院就诊。王医生打开他的页面：缙云的检查一件也看不到，连“有几件”都不提示。',
        press: ['查找姓名“张三”，在“本院患者”里打开他', '“检查时间轴”上只有丽水自己的检查'],
      },
      {
        title: '请求，同意', by: 'wang', then: 'zhang',
        text: '王医生请求查看；张三在手机上看到是谁、为什么、看什么、看多久，自己决定。同意后，王医生下一次打开就看得到，别人仍然看不到。',
        press: ['王医生：点“请患者同意”', '张三：首页最上面“等您决定”，选期限、勾“单独同意”、点“同意”', '王医生：缙云的 CT 出现在“检查时间轴”上'],
      },
      {
        title: '要开单时得到提醒', by: 'wang',
        text: '王医生准备再开一次胸部 CT。医院系统按 CDS Hooks 2.0 询问云影，得到一张卡片：14 天前在缙云做过同样的检查，浙江HR，可以互认；附影像和报告的链接，以及合法的重做理由。',
        press: ['在张三的页面看“检查申请”', '草拟的申请下面写着可以互认的检查'],
      },
      {
        title: '对照着看', by: 'wang',
        text: '左边是缙云的影像和报告，右边是这次的。互认、说明理由不互认、引用到病历，由医生自己决定。',
        press: ['打开缙云的 CT，看影像、读报告', '点“全屏对比阅片”，左右对照'],
      },
      {
        title: '互认，不用再做', by: 'wang', then: 'zhang',
        text: '互认后，草稿申请的计划收费取消，节省记入统计，张三在手机上读到“不用再做一次”。撤销互认，一切复原。',
        press: ['王医生：点“认可，不再重复检查”', '张三：看“消息”'],
      },
      {
        title: '诊间结算', by: 'wang', then: 'zhang',
        text: '王医生一键结算：医保、个人账户、自费分开列明；张三扫码付款，收据到手机上。付款的回音丢了一次也不会付两遍。',
        press: ['王医生：点“一键结算”', '张三：首页“有费用待付”，付款，看收据'],
      },
      {
        title: '分享给外地的医生', by: 'zhang',
        text: '张三把影像分享给外地医生：SMART Health Link，二维码加口令，七天、三次。对方不用注册。',
        press: ['打开一次检查，点“分享”，生成链接', '把链接粘贴到一个无痕窗口，填名字和口令', '回到“我的 › 我的分享”：看到谁打开过，点“停止分享”', '无痕窗口里再打开：已经失效'],
      },
      {
        title: '收回授权', by: 'zhang', then: 'wang',
        text: '张三收回同意。王医生的下一次请求就什么也看不到了。“谁看过我的资料”用平常话写出整个故事。',
        press: ['张三：“我的 › 授权管理”，点“收回授权”', '王医生：刷新，缙云的检查不见了', '张三：“我的 › 谁看过我的资料”'],
      },
      {
        title: '管理者看到什么', by: 'admin',
        text: '一次互认、一次带理由的重做，省下的钱和路；每个数字都能点开背后的决定。审计链可以当场验证：没有一行被改过、删过、换过顺序。',
        press: ['看首页的数字，点开一个', '到“审计”页：每次打开都重新核对，全部记录完整'],
      },
    ] as Step[],
  },
}

export type Actor = 'zhang' | 'wang' | 'chen' | 'admin'

export interface Step {
  title: string
  /** Whose page it is; and whose afterwards. */
  by: Actor
  then?: Actor
  text: string
  press: string[]
}

export const en: typeof zh = {
  tour: {
    title: 'Guided tour: one whole story',
    intro: 'Zhang San had a chest CT in Jinyun. Two weeks later he sees a doctor in Lishui. Ten steps follow him: asked and allowed, recognised, settled, shared, taken back.',
    how: 'Each button opens a new tab and asks you to sign in as that person (press the name, no password needed).',
    offer: 'New here? Take the guided tour',
    off: 'The tour is part of the demonstration only',
    offDetail: 'This deployment has a real sign-in.',
    step: n => `Step ${n}`,
    as: who => `Open as ${who}`,
    opening: 'Opening the sign-in…',
    failed: 'This did not open. Please try again.',
    done: 'Done',
    people: { zhang: 'Zhang San (patient)', wang: 'Dr Wang (Lishui)', chen: 'Dr Chen (Jinyun)', admin: 'the administrator' },
    steps: [
      {
        title: 'The exam in Jinyun arrives', by: 'chen',
        text: 'The hospital in Jinyun sends Zhang San’s chest CT by DICOM, and order, visit and report by FHIR. The CT carries a valid mark 浙江HR.',
        press: ['Search for 张三', 'Open the chest CT and look at it'],
      },
      {
        title: 'Two weeks later in Lishui: nothing to be seen', by: 'wang',
        text: 'Zhang San is a patient in Lishui now. Dr Wang opens his page: no exam from Jinyun is shown, counted or hinted at.',
        press: ['Search for 张三 and open him among the hospital’s patients', 'The timeline has exams of Lishui only'],
      },
      {
        title: 'Asked, allowed', by: 'wang', then: 'zhang',
        text: 'Dr Wang asks. On his phone Zhang San sees who, why, what and for how long, and decides. On the next request Dr Wang sees the exam; nobody else does.',
        press: ['Dr Wang: ask for access', 'Zhang San: “Waiting for you” on his first page; choose how long, tick the separate consent, agree', 'Dr Wang: the CT from Jinyun appears on the timeline'],
      },
      {
        title: 'Told when ordering', by: 'wang',
        text: 'Dr Wang drafts another chest CT. The hospital’s system asks Cloudfilm by CDS Hooks 2.0 and gets a card: the same exam was done in Jinyun 14 days ago, 浙江HR, can be recognised; with a link to images and report, and the lawful reasons for a repeat.',
        press: ['Look at the orders on Zhang San’s page', 'Beside the draft stands the exam that can be recognised'],
      },
      {
        title: 'Side by side', by: 'wang',
        text: 'Images and report from Jinyun on one side, the present ones on the other. To recognise, to decline with a reason, to cite in the note: the doctor decides.',
        press: ['Open the CT from Jinyun: images and report', 'Press Compare full screen'],
      },
      {
        title: 'Recognised: no second exam', by: 'wang', then: 'zhang',
        text: 'The planned charge of the draft order is cancelled, the saving is counted, and Zhang San reads on his phone that it need not be done again. Undo the decision and all is as before.',
        press: ['Dr Wang: recognise', 'Zhang San: Messages'],
      },
      {
        title: 'Settled in the consulting room', by: 'wang', then: 'zhang',
        text: 'One click splits the bill into insurance, personal account and self-pay. Zhang San pays by QR code, the receipt comes to the phone. When the answer of a payment is lost, it is asked for, not paid twice.',
        press: ['Dr Wang: settle', 'Zhang San: “To pay” on his first page; pay, see the receipt'],
      },
      {
        title: 'Shared with a doctor elsewhere', by: 'zhang',
        text: 'Zhang San shares the film as a SMART Health Link: QR code and passcode, seven days, three openings. The other side needs no account.',
        press: ['Open an exam, press Share, make the link', 'Paste the link into a private window; type a name and the passcode', 'Back in Me › My shared links: see who opened it, press Stop sharing', 'Open it once more in the private window: it is dead'],
      },
      {
        title: 'Taken back', by: 'zhang', then: 'wang',
        text: 'Zhang San takes his consent back. Dr Wang’s next request finds nothing. “Who looked” tells the whole story in plain words.',
        press: ['Zhang San: Me › Who may look, take it back', 'Dr Wang: reload; the exam from Jinyun is gone', 'Zhang San: Me › Who looked'],
      },
      {
        title: 'What the administrator sees', by: 'admin',
        text: 'One exam recognised, one repeated with its reason, money and trips saved; each number opens the decisions behind it. The audit trail can be verified on the spot: no row was altered, removed or reordered.',
        press: ['Look at the numbers and open one', 'Under Audit the whole trail is checked each time: all of it is intact'],
      },
    ],
  },
}
