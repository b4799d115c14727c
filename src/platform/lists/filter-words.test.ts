import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { coded, dayWord, type FilterWords, filtersInWords, only, sought } from './filter-words.ts';

type Asked = { readonly q?: string; readonly phase?: string; readonly food?: boolean; readonly from?: string };

for (const [language, expected] of [
  ['zh-CN', '搜索：“好&=”；状态：待分送、审查中；食品：只看食品；自：2026年1月2日'],
  ['en', 'Search: “好&=”; State: To be routed, Under review; Food: Only food; From: 2 Jan 2026'],
] as const)
  test(`filters are said in the words of the screen, in its order, in ${language}`, () => {
    const t = textsFor(language, 'throw');
    const words: FilterWords<Asked> = {
      q: sought(t),
      phase: coded('desk:list.phase', 'complaint:phase', t),
      food: only('desk:list.flag.food', 'desk:list.foodOnly', t),
      from: dayWord('worklist:filter.from', t),
    };
    const asked: Asked = { from: '2026-01-02', food: true, phase: 'received,under-review', q: '好&=' };
    assert.equal(filtersInWords(asked, words, t), expected);
    assert.equal(filtersInWords({}, words, t), '');
  });
