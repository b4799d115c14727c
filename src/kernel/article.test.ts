import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { articleName, chineseNumber, citedText, isArticle } from './article.ts';

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

test('a stored basis is told as a citation in both languages, what was written in words as it stands', () => {
  const zh = textsFor('zh-CN');
  assert.equal(citedText('pipl 46', zh), '《中华人民共和国个人信息保护法》第四十六条');
  assert.equal(citedText('pipl 47(1)(1)', zh), '《中华人民共和国个人信息保护法》第四十七条第一款第一项');
  assert.match(citedText('pipl 19, 47', textsFor('en')), /Article 19.*Article 47/);
  for (const words of ['《档案法》第十四条', 'pipl', 'see 15', 'pipl 4x', ''])
    assert.equal(citedText(words, zh), words);
});
