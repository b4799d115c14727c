import assert from 'node:assert/strict';
import { test } from 'node:test';
import { basisText } from '#kernel/article.ts';
import type { Day } from '#kernel/day.ts';
import { type RuleSetting, rulebookBefore } from '#kernel/rule.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { textsFor } from '#platform/texts.ts';
import { clocksOf, type LawFacts } from './clocks.ts';
import { correctReportReceipt, prolongVerification } from './decide.ts';
import { refusedUnder, transferBasisOf } from './governing.ts';
import { clueObjection, receiverObjection } from './permits.ts';
import { evolve, type Report, type ReportFiling } from './report.ts';
import { wayTo } from './ways.ts';

const sealed = { entry: 'entry', commitment: 'commitment' };
const law: LawFacts = { calendar: packagedCalendar(), rulebook, settings: [] };
const byEvent: RuleSetting = {
  ...{ rule: 'CMP-01', name: 'regime-day', value: 'start' },
  ...{ effectiveFrom: '2026-01-01', effectiveTo: null },
};
const filed = (given: Partial<ReportFiling> = {}): Report =>
  evolve(undefined, {
    type: 'ReportFiled',
    payload: {
      number: 'YUNQI-R260410-8F3KQ2-7',
      source: { by: 'reporter', channel: 'letter' },
      bureau: 'linxi',
      intake: 'centre',
      receivedOn: '2026-04-10',
      reporter: null,
      reported: { fields: {} },
      clue: sealed,
      food: false,
      evidence: [],
      contentHash: '',
      ...given,
    },
  });
const prolongedOn = (on: Day, report = filed()): Report =>
  evolve(report, { type: 'VerificationProlonged', payload: { on, approvedBy: 'head', reasons: sealed } });
const actor = (role: 'bureau-head' | 'handler') =>
  ({ kind: 'staff', account: 'a', roles: [role], bureaus: ['linxi'], tenants: ['yunqi'], principals: [] }) as never;
const texts = (report: Report, under = law) =>
  clocksOf(report, under).map(({ rule, reckoning }) => `${rule} ${reckoning.textVersion.split('@')[0]}`);
const today: Day = '2026-04-27';
const cited = (outcome: unknown): string =>
  basisText((outcome as { basis?: never }).basis ?? [], textsFor('zh-CN')).replaceAll('《市场监督管理', '《');

test('CMP-05 CMP-06 a report received under Order 20 is verified by it, also what is prolonged after it went', () => {
  assert.deepEqual(texts(prolongedOn(today)), ['CMP-05 order-20', 'CMP-06 order-20']);
  assert.deepEqual(texts(prolongedOn(today), { ...law, settings: [byEvent] }), ['CMP-05 order-20', 'CMP-06 order-121']);
  assert.deepEqual(texts(filed({ receivedOn: '2026-04-15' })), ['CMP-05 order-121']);
  const from = {
    number: 'R',
    bureau: 'centre',
    on: '2026-04-20',
    firstReceivedOn: '2026-04-13',
    reasons: sealed,
  } as const;
  assert.deepEqual(texts(filed({ receivedOn: '2026-04-20', from })), ['CMP-05 order-20'], 'the first receipt decides');
});

test('CMP-05 CMP-06 CMP-07 earlier releases took the day of the event: the rulebook says so, for the reckoning and for verify', () => {
  const before = { ...law, rulebook: rulebookBefore(rulebook) };
  assert.deepEqual(texts(prolongedOn(today), before), ['CMP-05 order-20', 'CMP-06 order-121']);
  assert.deepEqual(
    rulebook.putRight.map(({ code }) => code),
    ['CMP-05', 'CMP-06', 'CMP-07'],
  );
});

test('CMP-05 refusals cite Order 20 where it governs, and the penalty procedure for the approval it did not ask for', () => {
  const facts = { actor: actor('handler'), today, law };
  const old = filed();
  const now = filed({ receivedOn: '2026-04-20' });
  assert.equal(
    cited(prolongVerification(sealed, old, facts)),
    '《投诉举报处理暂行办法》第二十三条；《行政处罚程序规定》第十八条',
  );
  assert.equal(
    cited(prolongVerification(sealed, now, facts)),
    '《投诉举报处理办法》第二十七条；《行政处罚程序规定》第十八条',
  );
  const twice = prolongVerification(sealed, prolongedOn('2026-04-24'), { ...facts, actor: actor('bureau-head') });
  assert.equal(cited(twice), '《投诉举报处理暂行办法》第二十三条');
  const wish = { receivedOn: '2026-04-09' as Day, reasons: sealed };
  assert.equal(cited(correctReportReceipt(wish, old, facts)), '《投诉举报处理暂行办法》第二十三条', 'art. 45 is new');
  assert.match(cited(correctReportReceipt(wish, now, facts)), /办法》第二十七条、第四十五条$/u);
});

test('JUR-09 what a transfer is refused under, and what the desk reads before it, follow the order of the report', () => {
  const elsewhere = receiverObjection({ to: '临溪区住建局' }, false);
  assert.equal(
    cited(refusedUnder(elsewhere, filed(), today, law)),
    '《中华人民共和国食品安全法》第一百一十五条；《投诉举报处理暂行办法》第二十九条',
  );
  const unit = { id: 'beidu', tenant: 'yunqi', kind: 'bureau' };
  const across = wayTo(unit, { ...filed(), tenant: 'yunqi' });
  assert.equal(cited(refusedUnder(across, filed(), today, law)), '《投诉举报处理暂行办法》第三十七条');
  assert.equal(
    cited(refusedUnder(across, filed({ receivedOn: '2026-04-16' }), today, law)),
    '《投诉举报处理办法》第四十一条',
  );
  assert.equal(cited({ basis: transferBasisOf(filed(), today, law).within }), '《投诉举报处理暂行办法》第三十七条');
});

test('CMP-05 a clue found before 15 April is a clue under Order 20', () => {
  const objection = clueObjection(actor('handler'), { bureau: 'linxi', phase: 'received', atStation: null });
  const under = (receivedOn: Day) => cited(refusedUnder(objection, { receivedOn }, today, law));
  assert.equal(under('2026-04-14'), '《投诉举报处理暂行办法》第二十三条');
  assert.equal(under('2026-04-15'), '《投诉举报处理办法》第二十七条');
});
