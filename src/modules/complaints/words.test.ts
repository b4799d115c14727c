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

test('no address, no number of four digits and more is a search word, in a text with and without blanks', () => {
  const text =
    '客服邮箱kefu@shop.example.cn不回。 订单号AB-20260413-77已付款，门牌12号，电话13800000001；@某店 三天内退款，重量250克。';
  const words = searchWords(text, []);
  for (const word of words) assert.doesNotMatch(word, /\d{4}|@|kefu|shop|example/u, word);
  for (const kept of ['退款', '重量']) assert.ok(words.includes(kept), kept);
  assert.ok(searchWords('店家拒绝退款'.repeat(700), []).includes('退款'));
});
