import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleName, basisText } from '#kernel/article.ts';
import { daysOf, lastDayOf, limitRuleOn } from '#kernel/rule.ts';
import { textsFor } from '#platform/texts.ts';
import { personLimitRules } from './person-limits.ts';
import { rulebook } from './rulebook.ts';

const today = '2026-05-06';

test('PIP-01: thirty days by the standard, "in time" by the law; a last day on a holiday stays', () => {
  assert.equal(daysOf(rulebook, 'PIP-01', today), 30);
  // 1 October is the national day.
  assert.equal(lastDayOf(rulebook, 'PIP-01', '2026-09-01'), '2026-10-01');
  const rule = limitRuleOn(rulebook, 'PIP-01', today);
  assert.deepEqual(rule?.basis, [
    { text: 'gbt-35273', article: '8.7' },
    { text: 'pipl', article: '50(1)' },
  ]);
  assert.equal(rule?.ownNumber, undefined);
  assert.match(basisText(rule?.basis ?? [], textsFor('zh-CN')), /第8\.7条.*第五十条第一款/u);
  assert.equal(articleName('8.7', 'en'), 'Clause 8.7');
});

test('ANS-01 ANS-02 ANS-03 SES-01 RPB-01 RCS-01 RBK-01 ENT-01 DRF-01 REP-01 REG-01 REG-02 REG-03 RPT-02 CVR-01 RCV-01: dated numbers that say they are the platform’s own', () => {
  const own = (code: string) => {
    const rule = limitRuleOn(rulebook, code, today);
    assert.ok(rule?.ownNumber, code);
    return daysOf(rulebook, code, today);
  };
  assert.deepEqual(
    [
      'ANS-01',
      'ANS-02',
      'ANS-03',
      'SES-01',
      'RPB-01',
      'RCS-01',
      'RBK-01',
      'ENT-01',
      'DRF-01',
      'REP-01',
      'REG-01',
      'REG-02',
      'REG-03',
      'RPT-02',
      'CVR-01',
      'RCV-01',
    ].map(own),
    [180, 7, 30, 60, 60, 3, 7, 30, 30, 180, 30, 10, 15, 3, 92, 15],
  );
});

test('REG-02 REG-03 SES-01 ANS-03: the days of the switch are by default those the rule names', () => {
  for (const rule of ['REG-02', 'REG-03', 'SES-01', 'ANS-03']) {
    const [question] = rulebook.switches.filter((one) => one.rule === rule);
    assert.equal(Number(question?.byDefault), daysOf(rulebook, rule, today), rule);
  }
});

test('REP-01 ANS-02 RCS-01 RBK-01 ENT-01 RCV-01 stand on the order of their day; before the first version its number holds', () => {
  for (const code of ['REP-01', 'ANS-02', 'RCS-01', 'RBK-01', 'ENT-01', 'RCV-01']) {
    const text = (day: '2026-04-14' | '2026-04-15') => limitRuleOn(rulebook, code, day)?.basis[0].text;
    assert.deepEqual([text('2026-04-14'), text('2026-04-15')], ['order-20', 'order-121'], code);
  }
  assert.equal(daysOf(rulebook, 'REP-01', '2011-03-01'), 180);
});

test('a limit in working days is no plain number of days', () => {
  assert.throws(() => daysOf(rulebook, 'CMP-01', today), /CMP-01/);
  for (const rule of personLimitRules) assert.equal(rule.limits.length, 1, rule.code);
});
