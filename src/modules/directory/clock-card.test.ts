import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClockCard, clockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import { type LimitFacts, reckonRule } from '#kernel/reckoning.ts';
import type { Language } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import { packagedCalendar } from './packaged-calendar.ts';
import { rulebook } from './rulebook/rulebook.ts';

const cardOf = (code: string, facts: LimitFacts, today: Day, language: Language = 'zh-CN'): ClockCard => {
  const reckoning = reckonRule(rulebook, code, facts, packagedCalendar());
  assert.ok(reckoning);
  return clockCard(reckoning, today, textsFor(language));
};

test('CMP-01: the card of a complaint received on Wednesday 15 April 2026', () => {
  assert.deepEqual(cardOf('CMP-01', { startOn: '2026-04-15' }, '2026-04-21'), {
    rule: 'CMP-01',
    title: '受理决定期限',
    state: 'due-soon',
    remaining: 3,
    remainingText: '还剩 3 个工作日',
    dueText: '2026年4月24日 星期五 24:00 前作出',
    lines: ['4月15日(三) 收到，不计入', '4月16日(四) 1 · 4月17日(五) 2 · 4月18–19日 周末 · 4月20–24日 3–7'],
    notes: [],
    basisText:
      '依据 《市场监督管理投诉举报处理办法》第十五条、第四十五条 · 规则 CMP-01 · 日历 2026（国务院办公厅通知）',
  });
});

test('CMP-01: the same card in English', () => {
  const card = cardOf('CMP-01', { startOn: '2026-04-15' }, '2026-04-23', 'en');
  assert.equal(card.title, 'Limit for the acceptance decision');
  assert.equal(card.state, 'due-soon');
  assert.equal(card.remainingText, '1 working day left');
  assert.equal(card.dueText, 'to be decided by 24:00 on Fri 24 Apr 2026');
  assert.deepEqual(card.lines, [
    'Wed 15 Apr received, not counted',
    'Thu 16 Apr 1 · Fri 17 Apr 2 · 18–19 Apr weekend · 20–24 Apr 3–7',
  ]);
  assert.match(card.basisText, /, Article 15, Article 45 · rule CMP-01 · calendar 2026 \(State Council notice\)$/);
});

test('CMP-01: holidays, make-up days and months in the lines', () => {
  const card = cardOf('CMP-01', { startOn: '2025-09-25' }, '2025-10-11');
  assert.equal(
    card.lines[1],
    '9月26日(五) 1 · 9月27日(六) 周末 · 9月28日(日) 2 调休上班 · 9月29日(一) 3 · 9月30日(二) 4 · 10月1–8日 国庆节、中秋节 · 10月9日(四) 5 · 10月10日(五) 6 · 10月11日(六) 7 调休上班',
  );
  assert.equal(card.state, 'last-day');
  assert.equal(card.remainingText, '今天是最后一天');
  assert.match(card.basisText, /《市场监督管理投诉举报处理暂行办法》第十四条/);
});

test('CMP-02: overdue, rolled, paused and with two limits', () => {
  const rolled = cardOf('CMP-02', { startOn: '2026-08-03' }, '2026-10-10');
  assert.equal(rolled.remainingText, '已超期 2 天');
  assert.deepEqual(rolled.notes, ['内部目标 2026年10月2日（星期五）：最后一日顺延之前。']);
  assert.match(rolled.lines[1] ?? '', /10月2日\(五\) 60 国庆节 · 10月3–7日 国庆节 · 10月8日\(四\) 顺延后的最后一日$/);

  const paused = cardOf(
    'CMP-02',
    { startOn: '2026-05-06', excluded: [{ from: '2026-05-16', to: null, reason: 'appraisal' }] },
    '2026-05-20',
  );
  assert.equal(paused.state, 'paused');
  assert.equal(paused.remainingText, '暂停计算，还有 51 天');
  assert.equal(paused.dueText, '鉴定、检测自2026年5月16日起，结束后继续计算');

  const two = cardOf('CMP-02', { startOn: '2024-07-01' }, '2024-07-02');
  assert.deepEqual(two.notes, [
    '《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项：2024年9月2日（星期一） 届满，以先届满的为准。',
  ]);
  assert.match(two.basisText, /第二十一条第一款第五项；《中华人民共和国消费者权益保护法实施条例》第四十六条第三款/);
});

test('CMP-01: a provisional card says what is sure, what is earliest and what to expect', () => {
  const card = cardOf('CMP-01', { startOn: '2026-12-25' }, '2026-12-28');
  assert.equal(card.remainingText, '还剩 6 个工作日（最早）');
  assert.equal(card.dueText, '最早 2027年1月4日 星期一 24:00 前作出');
  assert.deepEqual(card.notes, [
    '预计 2027年1月6日（星期三）；2027年放假安排尚未公布，公布后重新计算。',
    '日历确定至 2026年12月31日。',
    '次年放假安排公布时，12月29日至31日可能调整。',
  ]);
  assert.match(card.lines[1] ?? '', /1月1日\(五\) 元旦 · 1月2–4日 5–7（放假安排未公布）$/);
  assert.match(card.basisText, /日历 2026（国务院办公厅通知）、2027（尚未公布）$/);
});

test('CMP-02: while its last day is provisional the card gives both weekend readings, as days to expect', () => {
  const facts: LimitFacts = { startOn: '2026-11-10' };
  const reading = '预计周末不顺延为 2027年1月9日（星期六），周末顺延为 2027年1月11日（星期一）；本单位采用预计的 ';
  assert.ok(cardOf('CMP-02', facts, '2026-11-29').notes.includes(`${reading}2027年1月9日（星期六）。`));
  const rolls = {
    rule: 'CMP-02',
    name: 'weekends-roll',
    value: 'yes',
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
  } as const;
  assert.ok(
    cardOf('CMP-02', { ...facts, settings: [rolls] }, '2026-11-29').notes.includes(
      `${reading}2027年1月11日（星期一）。`,
    ),
  );
  const english = cardOf('CMP-02', facts, '2026-11-29', 'en').notes.join('\n');
  assert.match(english, /Expected: Sat 9 Jan 2027 if .*, Mon 11 Jan 2027 if they do/);
  assert.doesNotMatch(cardOf('CMP-02', { startOn: '2026-11-09' }, '2026-11-29').notes.join(), /周末/, 'a Friday');
});
