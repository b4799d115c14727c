import assert from 'node:assert/strict';
import { test } from 'node:test';
import { articleName, chineseNumber, isArticle } from './article.ts';

test('numbers as statutes write them', () => {
  const known = {
    1: '一',
    10: '十',
    15: '十五',
    20: '二十',
    45: '四十五',
    100: '一百',
    105: '一百零五',
    115: '一百一十五',
    120: '一百二十',
  };
  for (const [n, text] of Object.entries(known)) assert.equal(chineseNumber(Number(n)), text);
});

test('articles, paragraphs and items in both languages', () => {
  assert.equal(articleName('15', 'zh-CN'), '第十五条');
  assert.equal(articleName('10(3)', 'zh-CN', 'order-121'), '第十条第三款');
  assert.equal(articleName('23(1)(5)', 'zh-CN', 'order-121'), '第二十三条第一款第五项');
  assert.equal(articleName('16(3)', 'zh-CN', 'order-121'), '第十六条第三项', 'a single list has no paragraphs');
  assert.equal(articleName('15(2)', 'zh-CN', 'order-20'), '第十五条第二项');
  assert.equal(articleName('15(2)', 'zh-CN', 'order-121'), '第十五条第二款');
  assert.equal(articleName('23(1)(5)', 'en'), 'Article 23(1)(5)');
  assert.equal(articleName('annex 2', 'zh-CN'), 'annex 2');
  assert.equal(isArticle('15'), true);
  for (const wrong of ['', '15(', '15()', '第十五条', '15(1)(2)(3)', '1234'])
    assert.equal(isArticle(wrong), false, wrong);
});
