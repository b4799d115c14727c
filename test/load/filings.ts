import { createHash } from 'node:crypto';
import { demoOperators } from '#db/seed/operators.ts';

/** Filings that differ as real ones do: people, operators, matters, amounts, lengths. The same for the same number. */

const families = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'];
const given = ['晓禾', '明远', '子涵', '雨桐', '建国', '淑芬', '浩然', '佳怡', '志强', '丽华', '一鸣', '思远'];
const streets = ['人民路', '桂花路', '中山路', '学院路', '市民大道', '溪边路'];
type Matter = readonly [fact: string, wish: string, object: string, problem: string];
const matters: readonly Matter[] = [
  ['办理年卡后不久商家停业，剩余金额未退', '退还剩余预付款', 'fitness', 'contract'],
  ['购买的家电使用一周后不能启动，商家以人为损坏为由拒绝维修', '免费修理或者更换', 'appliances', 'after-sales'],
  ['购买的衣服与介绍不符，申请退货被拒', '退货退款', 'clothing', 'false-publicity'],
  ['结账时被加收未事先告知的费用', '退还多收费用', 'other-services', 'price'],
  ['装修完工后墙面多处开裂，多次联系未处理', '重新施工', 'decoration-materials', 'quality'],
  ['购买的首饰短斤少两，复称与标签相差近三成', '补足数量', 'jewellery', 'measurement'],
];

export type Filing = {
  /** A word that only this filing holds. */
  readonly word: string;
  readonly body: Record<string, unknown>;
};

const letters = 'abcdefghijklmnopqrstuvwxyz';

const regionOf: Readonly<Record<string, string>> = {
  'yunqi-linxi': '990102',
  'yunqi-wangshan': '990121',
  'lanchuan-beidu': '990203',
};

/** Ordinary operators by the county bureau that is competent for them. */
const operatorsOf = (bureau: string) =>
  demoOperators.filter(
    (one) =>
      one.kind === 'ordinary' && (one.businessRegion ?? one.registeredRegion ?? '').startsWith(regionOf[bureau] ?? '-'),
  );
const operators = new Map(Object.keys(regionOf).map((bureau) => [bureau, operatorsOf(bureau)]));

export const filing = (n: number, salt = 'bench', bureau = 'yunqi-linxi'): Filing => {
  const chance = createHash('sha256').update(`${salt}:${n}`).digest();
  const pick = <T>(list: readonly T[], at: number): T => list[(chance[at] ?? 0) % list.length] as T;
  const digits = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => (chance[from + i] ?? 0) % 10).join('');
  const word = Array.from({ length: 12 }, (_, i) => letters[(chance[20 + i] ?? 0) % 26]).join('');
  const [fact, wish, objectCode, problemCode] = pick(matters, 0);
  const amount = 1_000 + ((chance[1] ?? 0) * 256 + (chance[2] ?? 0)) * 10;
  const operator = pick(operators.get(bureau) ?? [], 3);
  return {
    word,
    body: {
      complainant: {
        name: `${pick(families, 4)}${pick(given, 5)}`,
        phone: `139${digits(6, 8)}`,
        address: `云栖市临溪区${pick(streets, 14)} ${digits(15, 2)} 号`,
        idType: '居民身份证',
        idNumber: `99010219900307${digits(17, 4)}`,
      },
      respondent: { kind: 'ordinary', operator: operator.id },
      purchase: { online: false, purchasedOn: '2026-03-02', amountFen: amount, goods: `型号 ${word}` },
      objectCode,
      problemCode,
      facts: `${fact}。型号 ${word}，金额 ${(amount / 100).toFixed(2)} 元，${'经多次与商家协商没有结果，特此投诉，望予处理。'.repeat(1 + ((chance[9] ?? 0) % 4))}`,
      claimText: wish,
      claims: [{ kind: 'refund', amountFen: amount }],
      consents: { publicity: true, entrust: true },
    },
  };
};
