/** Invented data for every paper, as tests and specimen pages need it. */
import type { PaperData } from './papers.ts';

const head = {
  number: '云临市监消〔2026〕第12号',
  authority: '临溪区市场监督管理局',
  signedOn: '2026-04-24',
  proof: { url: 'http://localhost:8315/papers/7Q2M-KX4D-90TR-H8WA', code: '7Q2M-KX4D-90TR-H8WA' },
} as const;

const matter = '云栖市临溪区强健健身馆停业后拒退预付卡余额';

export const specimens: PaperData = {
  'form-1': {
    registeringUnit: '临溪区市场监督管理局城东所',
    number: 'YQ-20260420-7K3M9-X',
    complainant: {
      name: '林晓禾',
      phone: '138 0000 0001',
      idKind: '居民身份证',
      idNumber: '330000 19900101 0000',
      address: '云栖市临溪区桂花路 12 号 3 单元 502 室',
    },
    consents: { publicity: true, entrusted: false },
    respondent: {
      name: '云栖市强健健身服务有限公司',
      contactPerson: '周店长',
      address: '云栖市临溪区中山路 88 号二层',
      phone: '0000-8100 0002',
    },
    facts:
      '2026年1月10日，投诉人在被投诉人处办理健身年卡一张，支付 ¥1,280.00，合同约定有效期至2027年1月9日。2026年4月12日起该店停止营业，门口张贴“设备检修”告示，至今未恢复，店内电话无人接听。投诉人已使用三个月，要求退还剩余费用，被投诉人工作人员以“总部审批”为由未予办理。\n证据：合同照片 2 张、付款记录 1 份、现场照片 3 张。',
    claim: '退还货款和服务费用：退还未使用部分费用 ¥960.00。',
    complainantSigned: { name: '', on: '2026-04-20' },
    clerk: { name: '', on: '2026-04-20' },
    proof: head.proof,
  },
  'form-3': {
    ...head,
    number: '云市监消〔2026〕第7号',
    authority: '云栖市市场监督管理局',
    matterKind: 'complaint',
    addressee: '临溪区市场监督管理局',
    person: '林晓禾',
    filedOn: '2026-04-20',
    matter,
    reportBackOn: '2026-06-30',
    enclosures: { papers: 3, pages: 11 },
  },
  'form-4': {
    ...head,
    addressee: '林晓禾',
    dueOn: '2026-04-28',
    materials: ['居民身份证正反面复印件或者照片', '与留存手机号码一致的实名登记证明'],
    phone: '0000-8100 0315',
    postalAddress: '云栖市临溪区人民路 1 号',
  },
  'form-5': {
    ...head,
    addressee: '林晓禾',
    receivedOn: '2026-04-20',
    matter,
    contact: { name: '陈一鸣', phone: '0000-8100 0315' },
  },
  'form-6': {
    ...head,
    addressee: '林晓禾',
    receivedOn: '2026-04-20',
    matter,
    grounds: [1],
    reason: '被投诉人的实际经营地和住所地均在望山县，本局不具有处理权限。',
    competentBody: '望山县市场监督管理局',
  },
  'form-7': {
    ...head,
    addressee: '云栖市强健健身服务有限公司',
    matter,
    heldOn: '2026-05-12',
    time: '09:30',
    mode: 'on-site',
    place: '临溪区市场监督管理局城东所二楼调解室（云栖市临溪区人民路 1 号）',
    bring: ['会员合同及收费凭证', '营业执照复印件'],
    recusalDays: 3,
    mediators: ['何静', '陈一鸣'],
    phone: '0000-8100 0315',
  },
  'form-8': { ...head, addressee: '林晓禾', matter, grounds: [5] },
  'form-9': {
    ...head,
    complainant: { name: '林晓禾', phone: '138 0000 0001', address: '云栖市临溪区桂花路 12 号 3 单元 502 室' },
    respondent: {
      name: '云栖市强健健身服务有限公司',
      legalRepresentative: '周强',
      phone: '0000-8100 0002',
      address: '云栖市临溪区中山路 88 号二层',
    },
    respondentAgent: { name: '吴敏', phone: '139 0000 0003', address: '云栖市临溪区中山路 88 号二层' },
    dispute: '健身馆停业，要求退还预付卡未使用部分费用 ¥960.00。',
    terms: ['1. 被投诉人于2026年5月20日前向投诉人原付款账户退还 ¥960.00；', '2. 双方就该年卡再无其他争议。'],
  },
};
