import { addDays } from '#kernel/day.ts';
import { cast, fixedId, gymOperatorId } from './cast.ts';
import { limitStories } from './stories-of-limits.ts';
import { tellingStories } from './stories-of-telling.ts';
import { gymStories } from './stories-of-the-gym.ts';
import { person, type Story, step } from './story.ts';

const handler = cast.handler.account;

/** What the cast has to do with each other when a demo is opened: one thing for everybody to go on with. */
export const stories: readonly Story[] = [
  {
    by: 'consumer',
    event: 'gym',
    ago: [24, 19],
    request: {
      complainant: person('consumer'),
      respondent: { kind: 'ordinary', operator: gymOperatorId },
      facts:
        '今年年初在强健健身中山路店办了年卡，付款 1280 元。上月门店贴出装修通知后一直没有开门，门店电话无人接听，会员群也已解散。要求退还没有使用的 8 个月费用，对方先说等总部答复，后来不再回复。有付款记录、会员卡照片和聊天记录。',
      claims: [{ kind: 'refund', amountFen: 85_000 }],
      consents: { publicity: true, entrust: true },
      purchase: { online: false, amountFen: 128_000 },
    },
    steps: [
      step([23, 10], 'bureau-head', 'assign', { to: handler, station: 'yunqi-linxi-chengdong' }),
      step([21, 11], 'handler', 'accept', {}),
      step([21, 15], 'handler', 'contact', {
        ...{ party: 'respondent', channel: 'phone', outcome: 'no-answer', called: { known: 'register' } },
      }),
      step([3, 10], 'handler', 'notify-respondent', (today) => ({
        answerBy: addDays(today, 6),
        phone: cast.operator.phone,
      })),
    ],
  },
  {
    by: 'consumer',
    ago: [2, 21],
    request: {
      complainant: person('consumer'),
      respondent: { kind: 'ordinary', operator: fixedId(1004) },
      facts:
        '周末在店里买的一箱酸奶，回家发现其中 4 盒已经过了保质期两天。拿着小票回去，店员只肯换货，不肯按食品安全法赔偿。小票和包装照片都留着。',
      claims: [
        { kind: 'refund', amountFen: 6_800 },
        { kind: 'damages', amountFen: 100_000 },
      ],
      consents: { publicity: true, entrust: false },
      purchase: { online: false, amountFen: 6_800 },
      problemCode: 'food-safety',
    },
    steps: [],
  },
  {
    by: 'second-consumer',
    ago: [38, 9],
    request: {
      complainant: person('second-consumer'),
      respondent: { kind: 'ordinary', operator: gymOperatorId },
      facts:
        '私教课买了 30 节，教练离职后换了三次人，约课总是排不上，还剩 18 节没有上。要求退掉剩余课时费用，对方提出要扣 30% 手续费，合同里没有这一条。',
      claims: [{ kind: 'refund', amountFen: 324_000 }],
      consents: { publicity: true, entrust: true },
      purchase: { online: false, amountFen: 540_000 },
    },
    steps: [
      step([37, 9], 'bureau-head', 'assign', { to: handler }),
      step([35, 14], 'handler', 'accept', {}),
      step([33, 10], 'handler', 'answer', { consentsToMediation: true, by: 'phone' }),
      step([32, 10], 'handler', 'open-mediation', { mediator: cast.mediator.account, mode: 'phone' }),
      step([25, 16], 'handler', 'record-agreement', {
        form: 'mediation-paper',
        performed: false,
        recoveredFen: 300_000,
        terms:
          '强健健身自本协议签字之日起十个工作日内，将 18 节私教课费用 3000 元原路退还投诉人，双方就本次争议再无其他请求。',
        outcome: [{ kind: 'refund', amountFen: 300_000 }],
      }),
    ],
  },
  ...limitStories,
  ...gymStories,
  ...tellingStories,
];
