import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filtersInWords } from '#platform/lists/filter-words.ts';
import { textsFor } from '#platform/texts.ts';

import { caseFilterWords, outcomeFilterWords, owedFilterWords } from './filter-words.ts';

const id = '01900000-0000-7000-8000-000000000001';
const named = (code: string): string => `<${code}>`;
const names = {
  bureau: named,
  object: named,
  problem: named,
  handler: '丁一',
  station: '城南所',
  incident: '强健健身停业',
};

for (const language of ['zh-CN', 'en'] as const) {
  const t = textsFor(language, 'throw');
  const codes = /under-review|yunqi|open=|true|false|20\d\d-\d\d|0190|\bme\b|soon$/u;

  test(`what a workbook of cases was narrowed to holds no code and no key in ${language}`, () => {
    const words = caseFilterWords(names, t);
    const said = filtersInWords(
      {
        ...{ phase: 'under-review,mediating', due: 'soon', handler: 'me', station: 'yunqi-south', incident: id },
        ...{ open: true, archived: false, toEnd: true, duplicates: true, q: '好' },
      } as const,
      words,
      t,
    );
    assert.doesNotMatch(said, codes);
    for (const part of ['丁一', '城南所', '强健健身停业', '“好”']) assert.ok(said.includes(part), said);
    const none = filtersInWords({ handler: 'none', station: 'none' }, words, t);
    assert.doesNotMatch(none, /none/u);
    if (language === 'zh-CN') assert.match(said, /办理情况：在办；归档：只看待归档$/u);
  });

  test(`so those of the post tray and of reviews and suits in ${language}`, () => {
    for (const state of ['to-print', 'failed', 'unreached', 'sent'] as const)
      for (const to of ['complainant', 'respondent', 'bureau'] as const)
        for (const due of ['overdue', 'today', 'soon', 'later'] as const)
          assert.doesNotMatch(
            filtersInWords({ state, to, due, printed: false, largePrint: true }, owedFilterWords(names, t), t),
            /to-print|true|false/u,
          );
    const year = { kind: 'court', result: 'upheld', from: '2026-01-01', to: '2026-12-31' } as const;
    const said = filtersInWords(year, outcomeFilterWords(names, t), t);
    assert.doesNotMatch(said, /2026-/u);
    assert.match(said, /2026/u);
  });
}
