import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gramsOf, linkKey, nameKey, nameSearch } from './name-search.ts';

const finds = (text: string, name: string): boolean => {
  const search = nameSearch(text);
  if (!search) return false;
  const grams = new Set(gramsOf(name));
  return search.grams.every((gram) => grams.has(gram)) && search.parts.every((part) => nameKey(name).includes(part));
};

const NAME = '云栖市集云优选网络科技有限公司';

test('any part of a name finds it', () => {
  for (const text of ['集云', '集云优选', '优选网络', '云', NAME, ' 集云 科技 ', '科技 集云']) {
    assert.ok(finds(text, NAME), text);
  }
});

test('the legal form may be left out or put on', () => {
  assert.ok(finds('集云优选网络有限公司', NAME));
  assert.ok(finds('集云优选网络科技公司', NAME));
});

test('other names are not found', () => {
  for (const text of ['优选集云', '集云商贸', '澜川']) assert.ok(!finds(text, NAME), text);
});

test('width, case and signs do not matter', () => {
  assert.ok(finds('ＫＴＶ', '云栖·星夜 Ktv'));
  assert.ok(finds('星夜ktv', '云栖·星夜（KTV）'));
  assert.equal(nameKey('云栖（临溪）Café 一店'), '云栖临溪café一店');
});

test('words that stand in every name are no search', () => {
  for (const text of ['', '  ', '有限公司', '公司', '——', '\u0000']) assert.equal(nameSearch(text), undefined);
});

test('every part of two or more characters of any name finds it', () => {
  const part = fc.tuple(
    fc.string({ unit: fc.constantFrom(...'集云优选网络科技店a1'), minLength: 2, maxLength: 12 }),
    fc.nat(),
  );
  fc.assert(
    fc.property(part, ([name, seed]) => {
      const from = seed % (name.length - 1);
      assert.ok(finds(name.slice(from, from + 2), name));
    }),
  );
});

test('addresses of a shop compare without scheme, tracking and last slash', () => {
  const key = 'shop.jiyun.example/s/10086';
  for (const text of [
    'https://shop.jiyun.example/s/10086',
    'shop.jiyun.example/s/10086/',
    'HTTP://www.shop.jiyun.example/s/10086?utm_source=x#top',
    ' https://m.shop.jiyun.example/s/10086?spm=1.2 ',
  ]) {
    assert.equal(linkKey(text), key);
  }
  assert.equal(linkKey('https://jiyun.example/shop?spm=a&shopId=77'), 'jiyun.example/shop?77');
});

test('what is no address is none', () => {
  for (const text of ['集云优选', '', 'javascript:alert(1)', 'http://', '10086', 'a b.c/d']) {
    assert.equal(linkKey(text), undefined, text);
  }
});

test('no text makes the search throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      nameSearch(text);
      linkKey(text);
      assert.ok(gramsOf(text, null, undefined).length <= 600);
    }),
  );
});
