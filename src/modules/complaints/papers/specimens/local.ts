import type { PaperData } from '../../papers.ts';
import { caseNumber, contact, head, matter } from './head.ts';

const party = { ...head, addressee: '林晓禾', matter };
const enclosures = { papers: 3, pages: 11 };
const foodMatter = '云栖市望山县某学校食堂饭菜变质';

/** Letters to parties and to other bodies. */
export const localSpecimens: Omit<PaperData, `form-${number}` | InternalCode> = {
  'supplement-request': {
    ...party,
    receivedOn: '2026-04-20',
    items: ['会员合同全文', '2026年4月12日以后与店方联系的记录'],
    suggestedBy: '2026-04-27',
    contact,
  },
  'identity-request': {
    ...party,
    dueOn: '2026-05-08',
    items: ['身份证正面照片', '身份证反面照片'],
    contact,
  },
  'respondent-notice': {
    ...party,
    addressee: '云栖市强健健身服务有限公司',
    receivedOn: '2026-04-20',
    claim: '退还未使用部分费用 ¥960.00。',
    answerBy: '2026-04-30',
    answerUrl: 'http://localhost:8315/answer',
    answerCode: 'H7KM-2Q9X',
    contact,
  },
  'platform-data-request': {
    ...party,
    addressee: '澜川市好物网络科技有限公司',
    matter: '网购破壁机不退款',
    shop: '“晴天小家电”店铺（店铺编号 0000123）',
    finding: '该店铺公示地址无人办公，2026年4月21日、22日、23日三次拨打公示电话均无人接听。',
    dueOn: '2026-04-30',
    contact,
  },
  'competence-request': {
    ...party,
    addressee: '云栖市市场监督管理局',
    caseNumber,
    receivedOn: '2026-04-20',
    rival: '望山县市场监督管理局',
    reason: '被投诉人登记住所在望山县，实际经营地在临溪区，两局均认为由对方处理更便于查明事实。',
    contact,
  },
  'competence-question': {
    ...party,
    addressee: '澜川市北渡区市场监督管理局',
    caseNumber,
    receivedOn: '2026-04-20',
    respondent: '强健健身有限公司',
    respondentAddress: '云栖市临溪区桂花路 88 号',
    arisenOn: '2026-04-22',
    reason: '被投诉人登记住所在你局辖区，合同履行地也在你局辖区。',
    contact,
  },
  'competence-notice': {
    ...party,
    receivedOn: '2026-04-20',
    how: 'designated',
    body: '云栖市望山县市场监督管理局',
    superior: '云栖市市场监督管理局',
    document: '云市监指〔2026〕3号',
    since: '2026-04-24',
    bodyPhone: '0000-82000315',
    bodyAddress: '云栖市望山县城关镇望山路 8 号',
    reason: '实际经营地在望山县，由该局处理更便于查明事实。',
  },
  'competence-transfer': {
    ...head,
    addressee: '澜川市北渡区市场监督管理局',
    person: '林晓禾',
    caseNumber,
    receivedOn: '2026-04-20',
    matter,
    how: 'agreed',
    body: '澜川市北渡区市场监督管理局',
    enclosures,
    contact,
  },
  'food-transfer-notice': {
    ...party,
    matterKind: 'complaint',
    matter: foodMatter,
    receivedOn: '2026-04-20',
    transferredOn: '2026-04-22',
    receivingBody: '望山县市场监督管理局',
    lack: 'territory',
    receivingPhone: '0000-8200 0315',
  },
  'food-transfer': {
    ...head,
    addressee: '望山县市场监督管理局',
    lack: 'territory',
    matterKind: 'complaint',
    person: '林晓禾',
    receivedOn: '2026-04-20',
    matter: foodMatter,
    enclosures,
    contact,
  },
  'unregistered-notice': {
    ...party,
    matter: '某健身馆退卡纠纷',
    arrivedOn: '2026-04-20',
    contact,
  },
  'other-path-notice': {
    ...party,
    matter: '要求公开某健身馆检查记录',
    receivedOn: '2026-04-20',
    path: 'government-information',
    way: '向临溪区市场监督管理局办公室提交政府信息公开申请，地址：云栖市临溪区人民路 1 号，电话：0000-8100 0100。',
  },
  'consultation-answer': {
    ...party,
    receivedOn: '2026-04-20',
    question: '网购的衣服剪了吊牌还能七日无理由退货吗？',
    answer:
      '商品应当完好。消费者为检查、试用商品而打开包装、合理调试的，不影响商品完好；剪去吊牌是否影响完好，应当结合商品性质和双方约定判断。',
    basis: ['《中华人民共和国消费者权益保护法》第二十五条', '《网络购买商品七日无理由退货暂行办法》第八条'],
    contact,
  },
  'personal-data-answer': {
    ...party,
    receivedOn: '2026-04-20',
    kind: '删除个人信息',
    identity: '核对身份证件原件',
    outcome: 'refused',
    reason: '投诉正在办理，处理个人信息的目的尚未实现',
    basis: '《中华人民共和国个人信息保护法》第四十七条第一款第一项',
    answer: '投诉办结以后，可以再次提出。',
    done: [],
    holdings: [],
    contact,
  },
  entrustment: {
    ...party,
    addressee: '临溪区消费者协会',
    acceptedOn: '2026-04-24',
    reportBackOn: '2026-06-05',
    enclosures,
    contact,
  },
  'entrustment-end': {
    ...party,
    addressee: '临溪区消费者协会',
    entrusted: { on: '2026-04-27', number: '云临市监投委〔2026〕第3号' },
    how: 'taken-back',
    endedOn: '2026-05-11',
    reason: '被投诉人不再同意委托调解。',
    contact,
  },
  'appraisal-notice': {
    ...party,
    body: '云栖市产品质量检验研究院',
    designated: true,
    from: '2026-05-06',
    costBorneBy: 'shared',
  },
  'mediator-change': {
    ...party,
    heldOn: '2026-05-08',
    time: '09:30',
    former: '何静',
    mediator: '沈听雨',
    noticeNumber: '云临市监投调通〔2026〕第5号',
    recusalDays: 3,
    mediators: ['沈听雨'],
    phone: '0000-8100 0315',
  },
  'session-off-notice': {
    ...party,
    heldOn: '2026-05-08',
    time: '09:30',
    noticeNumber: '云临市监投调通〔2026〕第5号',
    why: 'recusal',
    contact,
  },
  'recusal-decision': {
    ...party,
    applicant: '林晓禾',
    mediator: '何静',
    granted: true,
    replacement: '陈一鸣',
    reason: '调解人员与被投诉人的负责人系近亲属。',
  },
  'fraud-hand-over': {
    ...head,
    addressee: '云栖市公安局临溪分局',
    caseNumber,
    matter,
    suspect: '赵某',
    acts: ['swapping', 'inventing', 'extortion'],
    facts: '2026年3月至4月，赵某先后六次购买同款食品，以事先准备的过期食品调换后索要赔偿，共计索得 ¥6,000.00。',
    materials: ['投诉材料 6 份', '店内监控录像光盘 1 张', '调解记录 2 份'],
    contact,
  },
  'annulment-notice': {
    ...head,
    addressee: '林晓禾',
    decisionTitle: '投诉不予受理决定书',
    decisionNumber: '云临市监消〔2026〕第12号',
    decidedOn: '2026-04-24',
    reason: '被投诉人的实际经营地在本局辖区内，原决定认定事实有误。',
  },
  'correction-notice': {
    ...head,
    addressee: '林晓禾',
    decisionTitle: '投诉受理决定书',
    decisionNumber: '云临市监消〔2026〕第12号',
    decidedOn: '2026-04-24',
    reason: '收到日期有误。',
    corrections: [{ what: '收到投诉的日期', was: '2026年4月21日', is: '2026年4月20日' }],
  },
  'incident-announcement': {
    ...head,
    incident: '停止营业、拒退预付卡余额',
    operator: '云栖市强健健身服务有限公司',
    verified: [
      '该公司于2026年4月12日停止营业，三家门店均已关门。',
      '截至2026年4月23日，已登记投诉 812 件，涉及金额 ¥1,036,800.00。',
    ],
    steps: ['尚未登记的，可以通过12315热线或者本平台登记。', '可以依法向人民法院提起诉讼。'],
    phone: '0000-8100 0315',
  },
};

type InternalCode =
  | 'filing-receipt'
  | 'mediation-record'
  | 'call-record'
  | 'service-receipt'
  | 'case-sheet'
  | 'case-history'
  | 'case-statements'
  | 'service-record'
  | 'incident-fact-sheet'
  | 'incident-claimants';
