import { cast, gymOperatorId } from './cast.ts';
import { type Story, step } from './story.ts';

/** Those who came to the counter when the gym did not open again. */
const holders: readonly (readonly [name: string, days: number, card: string, paidFen: number, leftFen: number])[] = [
  ['吕思齐', 20, '年卡', 168_000, 112_000],
  ['董小满', 19, '两年卡', 258_000, 215_000],
  ['谢长风', 19, '私教课 20 节', 480_000, 264_000],
  ['罗爱华', 18, '年卡', 128_000, 96_000],
  ['程一诺', 16, '次卡 50 次', 90_000, 63_000],
  ['邹文彬', 15, '年卡', 128_000, 74_000],
];

export const gymStories: readonly Story[] = holders.map(([name, days, card, paid, left], i) => ({
  by: 'handler',
  event: 'gym',
  ago: [days, 10 + (i % 6)],
  request: {
    channel: 'counter',
    complainant: {
      name,
      phone: `1391000${String(31 + i).padStart(4, '0')}`,
      address: `云栖市临溪区中山路 ${120 + i} 号`,
    },
    respondent: { kind: 'ordinary', operator: gymOperatorId },
    facts: `在强健健身中山路店办理${card}，付款 ${paid / 100} 元。门店贴出装修通知后一直没有开门，要求退还没有使用的 ${left / 100} 元。`,
    claims: [{ kind: 'refund', amountFen: left }],
    consents: { publicity: true, entrust: true },
    purchase: { online: false, amountFen: paid, goods: card },
    objectCode: 'fitness',
    problemCode: 'contract',
  },
  steps: [
    step([days - 1, 9], 'bureau-head', 'assign', { to: cast.handler.account }),
    step([days - 4, 11], 'handler', 'accept', {}),
  ],
}));

export const gymEvent = {
  title: '强健健身中山路店停止营业',
  facts: [
    '中山路店自上月起停业，门口贴有装修通知，未载明恢复营业的日期；门店电话无人接听，会员群已解散。',
    '持卡人所办的卡种有年卡、两年卡、次卡和私教课，均有付款记录。',
    '经营者登记的住所仍在中山路 88 号二层，营业执照未注销。',
  ],
  finding: '现场检查时门店处于停业状态，器械未搬离；经营者负责人表示因资金周转困难停业，承诺配合处理持卡人退费。',
  measures: '约谈经营者负责人，要求十日内提交退费方案；将停业情况告知商务部门。',
  verified: ['中山路店已停止营业，经营者未注销。', '经营者负责人已到局里接受约谈，承诺提交退费方案。'],
  steps: [
    '已经投诉的，不必重复投诉，处理情况会逐一告知。',
    '还没有投诉的持卡人，请保留卡片、合同和付款记录，在本平台投诉或者到窗口登记。',
  ],
} as const;
