import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchWords } from './words.ts';

test('search words hold nobody who is named, whole or in parts, however it was typed', () => {
  const text = '我和乙同诉人、欧阳建国一起在门店办卡，Mary Johnson 当时在场；Johnson 说可以退款。ＡＢＣ健身拒绝退款。';
  const words = searchWords(text, ['乙同诉人', '欧阳', '欧阳建国', 'Mary  Johnson', 'abc健身', '']);
  for (const gone of ['乙同诉人', '同诉', '诉人', '欧阳', '建国', '欧阳建国', 'mary', 'johnson', 'abc'])
    assert.ok(!words.includes(gone), gone);
  for (const kept of ['门店', '退款', '拒绝']) assert.ok(words.includes(kept), kept);
});
