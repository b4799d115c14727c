import { gymOperatorId } from '#db/seed/cast.ts';
import { demoOperators } from '#db/seed/operators.ts';

/** What the desk holds on the pictures: matters that fit their operators, by invented people. */
type Matter = readonly [operator: string, object: string, problem: string, fen: number, who: string, facts: string];

const matters: readonly Matter[] = [
  ['暖居家电', 'appliances', 'after-sales', 329_900, '周建国', '冰箱用了一周不制冷，商家以人为损坏为由拒绝维修。'],
  [
    '家和装饰',
    'decoration-materials',
    'quality',
    1_860_000,
    '吴淑芬',
    '装修完工两个月，客厅墙面多处开裂，多次联系未处理。',
  ],
  ['金谷珠宝', 'jewellery', 'measurement', 458_000, '何佳怡', '金手链复称比标签少 0.8 克，要求补足。'],
  ['溪畔火锅', 'catering-lodging', 'price', 5_200, '杨子涵', '结账时每人加收“餐具费”，事先没有告知。'],
  ['启明星教育', 'education', 'contract', 980_000, '罗雨桐', '报名后课程一再延期，要求退还未上课的费用被拒。'],
  ['顺达停车', 'parking', 'price', 3_000, '胡志强', '公示每小时 5 元，实际按 8 元收取。'],
  ['安途汽车', 'vehicles', 'contract', 600_000, '郭浩然', '交了定金后要求另购装饰包才能提车。'],
  ['明亮眼镜', 'other-goods', 'quality', 88_000, '马丽华', '镜片度数与验光单不符，戴后头晕。'],
];

const consents = { publicity: true, entrust: true };

export const deskFilings: readonly Record<string, unknown>[] = matters.map(
  ([operator, objectCode, problemCode, amountFen, name, facts], at) => ({
    complainant: { name, phone: `1390000100${at}`, address: `云栖市临溪区人民路 ${20 + at} 号` },
    respondent: { kind: 'ordinary', operator: demoOperators.find((one) => one.name.includes(operator))?.id },
    purchase: { online: false, purchasedOn: '2026-11-08', amountFen },
    objectCode,
    problemCode,
    facts,
    claims: [{ kind: 'refund', amountFen }],
    consents,
  }),
);

export const gymFiling: Record<string, unknown> = {
  complainant: { name: '林晓禾', phone: '13800000001', address: '云栖市临溪区桂花路 12 号' },
  respondent: { kind: 'ordinary', operator: gymOperatorId },
  purchase: { online: false, purchasedOn: '2026-10-01', amountFen: 268_000, goods: '健身年卡' },
  objectCode: 'fitness',
  problemCode: 'contract',
  facts: '2026 年 10 月 1 日在中山路店办理年卡，交 2,680 元，用了一个月。11 月 6 日门店贴出停业告示，拒绝退还余额。',
  claimText: '退还剩余预付款',
  claims: [{ kind: 'refund', amountFen: 245_600 }],
  consents,
};
