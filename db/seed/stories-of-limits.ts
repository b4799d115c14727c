import { addDays } from '#kernel/day.ts';
import { cast, fixedId } from './cast.ts';
import { person, type Story, step } from './story.ts';

/** What a supervisor looks for in the morning: late, nearly late, at its end, waiting for the head, before the court. */

const handler = cast.handler.account;
const neighbour = (name: string, n: number) => ({
  name,
  phone: `1391000${String(n).padStart(4, '0')}`,
  address: `云栖市临溪区桂花路 ${n} 号`,
});

export const limitStories: readonly Story[] = [
  {
    by: 'intake-officer',
    ago: [13, 10],
    request: {
      channel: 'phone',
      bureau: 'yunqi-linxi',
      complainant: neighbour('贺兰英', 21),
      respondent: { kind: 'ordinary', operator: fixedId(1010) },
      facts:
        '三月配的渐进多焦点眼镜，戴了头晕，门店重新验光后承认镜片装反，却要再收一半加工费才肯重做。验光单和发票都在。',
      claims: [{ kind: 'redo' }, { kind: 'refund', amountFen: 30_000 }],
      consents: { publicity: true, entrust: true },
      purchase: { online: false, amountFen: 268_000 },
      objectCode: 'other-goods',
      problemCode: 'quality',
    },
    steps: [step([12, 9], 'bureau-head', 'assign', { to: handler })],
  },
  {
    by: 'intake-officer',
    ago: [20, 15],
    request: {
      channel: 'counter',
      bureau: 'yunqi-linxi',
      complainant: neighbour('苏桂珍', 27),
      respondent: { kind: 'ordinary', operator: fixedId(1014) },
      facts:
        '去年办的游泳池季卡，今年换了经营团队，说旧卡作废，要补差价才能继续用。卡背面写的是长期有效。希望按原卡使用，或者退还剩余金额。',
      claims: [{ kind: 'refund', amountFen: 58_000 }],
      consents: { publicity: false, entrust: true },
      purchase: { online: false, amountFen: 88_000 },
      objectCode: 'other-services',
      problemCode: 'contract',
    },
    steps: [
      step([19, 9], 'bureau-head', 'assign', { to: handler }),
      step([17, 10], 'handler', 'accept', {}),
      step([16, 10], 'handler', 'answer', { consentsToMediation: true, consentsToEntrust: true, by: 'phone' }),
      step([15, 14], 'handler', 'entrust', { organisation: 'yunqi-association' }),
    ],
  },
  {
    by: 'second-consumer',
    ago: [8, 20],
    request: {
      complainant: person('second-consumer'),
      respondent: { kind: 'ordinary', operator: fixedId(1014) },
      facts:
        '给孩子买的游乐园次卡标明不限时段，节假日入园时被要求每次补 60 元，前台说是新规定，买卡时没有任何提示。要求退卡。',
      claims: [{ kind: 'refund', amountFen: 72_000 }],
      consents: { publicity: true, entrust: false },
      purchase: { online: false, amountFen: 96_000 },
      objectCode: 'other-services',
      problemCode: 'contract',
    },
    steps: [
      step([7, 9], 'bureau-head', 'assign', { to: handler }),
      step([5, 14], 'handler', 'request-proof', (today) => ({
        kind: 'voluntary',
        dueOn: today,
        what: '请补充次卡正反面照片和购卡时的付款记录，便于核对卡面上关于使用时段的约定。',
      })),
    ],
  },
  {
    by: 'consumer',
    ago: [74, 11],
    request: {
      complainant: person('consumer'),
      respondent: { kind: 'ordinary', operator: fixedId(1009) },
      facts:
        '新房装修验收后两个月，客厅和主卧墙面出现十多处开裂，装修公司来看过一次，说是房屋沉降造成的，不肯返工也不肯做鉴定。',
      claims: [{ kind: 'redo' }],
      consents: { publicity: true, entrust: true },
      purchase: { online: false, amountFen: 8_600_000 },
      objectCode: 'decoration-materials',
      problemCode: 'quality',
    },
    steps: [
      step([73, 9], 'bureau-head', 'assign', { to: handler }),
      step([70, 10], 'handler', 'accept', {}),
      step([66, 10], 'handler', 'answer', { consentsToMediation: true, by: 'phone' }),
      step([62, 10], 'handler', 'open-mediation', { mediator: cast.mediator.account, mode: 'phone' }),
    ],
  },
  {
    by: 'intake-officer',
    ago: [33, 15],
    request: {
      channel: 'counter',
      bureau: 'yunqi-linxi',
      complainant: neighbour('万志诚', 22),
      respondent: { kind: 'ordinary', operator: fixedId(1012) },
      facts: '洗衣机买回四个月，漏水修了三次仍未修好，要求按三包规定换货，商家只同意再修一次。维修单三张。',
      claims: [{ kind: 'replace' }],
      consents: { publicity: true, entrust: true },
      purchase: { online: false, amountFen: 329_900 },
      objectCode: 'appliances',
      problemCode: 'after-sales',
    },
    steps: [
      step([32, 9], 'bureau-head', 'assign', { to: handler }),
      step([29, 14], 'handler', 'accept', {}),
      step([26, 10], 'handler', 'answer', { consentsToMediation: true, by: 'phone' }),
      step([20, 10], 'handler', 'open-mediation', { mediator: cast.mediator.account, mode: 'phone' }),
      step([4, 10], 'handler', 'interrupt', {
        by: 'complainant',
        reasons: '投诉人称调解员与商家店长系同学，可能影响公正调解，申请回避。',
      }),
    ],
  },
  {
    by: 'consumer',
    ago: [58, 16],
    request: {
      complainant: person('consumer'),
      respondent: { kind: 'ordinary', operator: fixedId(1016) },
      facts: '停车场按整小时计费，停 1 小时 5 分钟收两小时费用，认为不合理，要求退还多收的 5 元并改成按分钟计费。',
      claims: [{ kind: 'refund', amountFen: 500 }],
      consents: { publicity: true, entrust: false },
      purchase: { online: false, amountFen: 1_000 },
      objectCode: 'other-services',
      problemCode: 'price',
    },
    steps: [
      step([57, 9], 'bureau-head', 'assign', { to: handler }),
      step([53, 11], 'handler', 'refuse', {
        ground: 3,
        reasons:
          '计费标准在入口处公示，投诉人停车前知晓并选择停放，未提供商家违反公示标准收费的事实，不存在消费者权益争议。',
        factors: ['no-real-purchase-or-harm'],
      }),
      step([12, 15], 'handler', 'record-outcome', (today) => ({
        kind: 'reconsideration',
        reference: '云栖市人民政府复议〔2026〕第 41 号',
        decidedOn: addDays(today, -14),
        result: 'upheld',
      })),
    ],
  },
];
