import { addDays } from '#kernel/day.ts';
import { cast, fixedId } from './cast.ts';
import { person, type Story, step } from './story.ts';

/** What goes on elsewhere, and what did not reach anybody. */

const handler = cast.handler.account;

export const tellingStories: readonly Story[] = [
  {
    // Bought at a fair here, made and sold from the other city: that bureau goes on with it.
    by: 'second-consumer',
    ago: [6, 19],
    request: {
      complainant: person('second-consumer'),
      respondent: {
        kind: 'ordinary',
        name: '港口冷链展销摊位',
        address: '云栖市临溪区人民路 2 号 会展中心 B12',
        region: '990102',
      },
      facts:
        '在展销会上买了三盒真空包装的带鱼段，回家打开两盒已经发黏有异味。包装上写的是澜川市港口冷链食品有限公司，地址在澜川市北渡区码头路，展销摊位已经撤走，电话让到澜川去处理。付款记录和包装照片都留着。',
      claims: [
        { kind: 'refund', amountFen: 26_400 },
        { kind: 'damages', amountFen: 100_000 },
      ],
      consents: { publicity: true, entrust: false },
      purchase: { online: false, amountFen: 26_400 },
      problemCode: 'food-safety',
    },
    steps: [
      step([5, 9], 'bureau-head', 'assign', { to: handler }),
      step([4, 10], 'handler', 'transfer', {
        unit: 'lanchuan-beidu',
        reasons: '展销摊位系临时设置，已经撤离；经营者住所地、实际经营地均在澜川市北渡区码头路 58 号。',
      }),
    ],
  },
  {
    // Two bureaus, each with a reason to say that it is the other's: asked on the other's desk.
    by: 'consumer',
    ago: [4, 21],
    request: {
      complainant: person('consumer'),
      respondent: {
        kind: 'ordinary',
        name: '集云优选临溪自提点',
        address: '云栖市临溪区学院路 40 号',
        region: '990102',
      },
      facts:
        '在自提点扫码下单的空气炸锅，用了三次就不加热。自提点说只负责交货，让找澜川的卖家；卖家说货是自提点卖的，要找自提点。订单和报修记录都有。',
      claims: [{ kind: 'replace' }],
      consents: { publicity: true, entrust: true },
      purchase: { online: false, amountFen: 39_900 },
      objectCode: 'appliances',
      problemCode: 'after-sales',
    },
    steps: [
      step([3, 9], 'bureau-head', 'assign', { to: handler }),
      step([2, 15], 'handler', 'dispute-competence', {
        rival: 'lanchuan-beidu',
        reasons: '自提点受托交货，不是销售者；订单、收款和售后均由澜川市北渡区的经营者负责。',
      }),
    ],
  },
  {
    by: 'intake-officer',
    ago: [17, 10],
    request: {
      channel: 'phone',
      bureau: 'yunqi-linxi',
      complainant: { name: '蒋素琴', phone: '13910004040', address: '云栖市临溪区桥下街 23 号' },
      respondent: { kind: 'ordinary', operator: fixedId(1021) },
      facts:
        '婚礼跟拍合同约定精修 40 张，只给了 28 张，其余要求另外加钱。要求按合同补齐，或者退还差价。合同和付款记录都在。',
      claims: [{ kind: 'redo' }, { kind: 'refund', amountFen: 90_000 }],
      consents: { publicity: true, entrust: true },
      purchase: { online: false, amountFen: 498_000 },
      objectCode: 'other-services',
      problemCode: 'contract',
    },
    steps: [
      step([16, 9], 'bureau-head', 'assign', { to: handler }),
      step([13, 14], 'handler', 'accept', {}),
      step([3, 11], 'handler', 'answer', (today) => ({
        by: 'phone',
        consentsToMediation: true,
        settledOn: addDays(today, -4),
        statement: '已和顾客商定补齐 12 张精修，双方不再有争议。',
      })),
    ],
    // Asked by message whether that is so; the number is nobody's any more.
    inVain: [3, 12],
  },
];
