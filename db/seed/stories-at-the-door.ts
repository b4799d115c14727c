import type { ReportRequest } from '#modules/reports/facade.ts';
import { type CastName, cast, fixedId } from './cast.ts';
import type { Ago } from './story.ts';

/** Questions and reports that lie on the desks when a demo is opened. */

export type QuestionStory = {
  readonly by: 'consumer' | 'second-consumer';
  readonly ago: Ago;
  readonly question: string;
  /** The bureau asked; the intake centre when silent. */
  readonly bureau?: string;
  readonly problemCode?: string;
  /** To a bureau of the other city: it goes on there. */
  readonly transfer?: { readonly ago: Ago; readonly by: CastName; readonly unit: string; readonly reasons: string };
  /** Given by the unit that was asked. */
  readonly answer?: {
    readonly ago: Ago;
    readonly by: CastName;
    readonly text: string;
    readonly basis: readonly string[];
  };
};

export const questionStories: readonly QuestionStory[] = [
  {
    by: 'consumer',
    ago: [9, 20],
    question: '网上买的鞋试穿后觉得不合脚，没有下过楼，商家说拆了鞋盒就不能七天无理由退货，这样说对吗？',
    answer: {
      ago: [6, 10],
      by: 'intake-officer',
      text: '鞋子不属于法定不适用七天无理由退货的商品。为查验商品而拆开包装、在合理范围内试穿，不影响商品完好；商家以拆开鞋盒为由拒绝退货没有依据。可以先与商家协商，协商不成的，保留订单和沟通记录，在本平台投诉。',
      basis: ['《中华人民共和国消费者权益保护法》第二十五条', '《网络购买商品七日无理由退货暂行办法》第八条'],
    },
  },
  {
    by: 'second-consumer',
    ago: [3, 21],
    bureau: 'yunqi-linxi',
    question: '在理发店充值的卡，店铺转让以后新店主说旧卡不认，我应该找谁？',
  },
  {
    by: 'second-consumer',
    ago: [4, 20],
    question: '澜川北渡码头边的早市有人现杀现卖河豚，没有看到什么证件，这样卖是允许的吗？',
    problemCode: 'food-safety',
    transfer: {
      ago: [3, 10],
      by: 'intake-officer',
      unit: 'lanchuan-beidu',
      reasons: '所问经营活动在澜川市北渡区，由该区局管辖。',
    },
  },
  {
    by: 'consumer',
    ago: [1, 12],
    question: '餐馆收餐具消毒费 2 元一套，菜单上有写，但是没有提供免费餐具，可以拒付吗？',
  },
];

export type ReportStory = {
  /** Undefined for one who gives no name. */
  readonly by?: 'second-consumer';
  readonly ago: Ago;
  readonly request: ReportRequest;
  /** To a bureau of the other city, whose reports desk goes on with it. */
  readonly transfer?: { readonly ago: Ago; readonly by: CastName; readonly unit: string; readonly reasons: string };
};

const { personName, phone } = cast['second-consumer'];

export const reportStories: readonly ReportStory[] = [
  {
    by: 'second-consumer',
    ago: [12, 18],
    request: {
      reporter: { name: personName, phone },
      reported: { kind: 'ordinary', operator: fixedId(1018) },
      clue: '金谷珠宝销售的足金手链标签标注 8.6 克，在另一家店复称只有 8.1 克，同一柜台另外两件也对不上。',
      basis: '两家店的称重照片，11 月的购买发票。',
      problemCode: 'measurement',
    },
  },
  {
    by: 'second-consumer',
    ago: [7, 20],
    request: {
      reporter: { name: personName, phone },
      reported: {
        kind: 'unknown',
        name: '港口冷链展销摊位',
        address: '云栖市临溪区人民路 2 号 会展中心 B12',
        region: '990102',
      },
      clue: '展销会上成箱的冻带鱼没有生产日期，摊主说厂里到货以后再贴，包装上的厂址在澜川市北渡区码头路。',
      basis: '摊位和包装箱的照片。',
      problemCode: 'food-safety',
    },
    transfer: {
      ago: [4, 11],
      by: 'handler',
      unit: 'lanchuan-beidu',
      reasons: '展销已经结束，货物由澜川市北渡区的厂家包装发出，涉嫌违法行为发生地在北渡区。',
    },
  },
  {
    ago: [5, 9],
    request: {
      reported: { kind: 'ordinary', operator: fixedId(1003) },
      clue: '早安面馆后厨用的一次性手套反复使用，冰柜里生熟混放，每天早上六点到八点最明显。',
      problemCode: 'food-safety',
    },
  },
];

/** Seen by the handler in a complaint of the gym; verified apart from it. */
export const clueStory = {
  ago: [13, 16],
  clue: '处理健身卡投诉时发现，强健健身停业前一个月仍以“永久会员”名义收取预付款，未见按规定备案和公示资金去向。',
  basis: '投诉人提供的宣传页和付款记录。',
  problemCode: 'contract',
} as const;
