import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { localeFiles } from '#platform/texts.ts';

type Texts = ReadonlyMap<string, string>;

function flatten(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === 'string') into.set(path, value);
  else if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const [key, inner] of Object.entries(value)) flatten(inner, path === '' ? key : `${path}.${key}`, into);
  else throw new TypeError(`${path} is neither text nor a group of texts`);
  return into;
}

/** A language may name the month where the other numbers it; any other value must be used by both. */
const placeholders = (text: string): string =>
  [...text.matchAll(/\{\{\s*([^}\s]+)\s*\}\}/g)]
    .map((m) => (m[1] === 'monthName' ? 'month' : m[1]))
    .sort()
    .join(' ');

/** English has a singular, Chinese has none: `x_one` stands beside `x_other`. */
const withoutSingular = (texts: Texts): string[] =>
  [...texts.keys()].filter((key) => !(key.endsWith('_one') && texts.has(key.replace(/_one$/, '_other')))).sort();

export function languageFaults(chinese: Texts, english: Texts): string[] {
  const faults: string[] = [];
  const zhKeys = withoutSingular(chinese);
  const enKeys = withoutSingular(english);
  for (const key of zhKeys) if (!english.has(key)) faults.push(`${key}: no English`);
  for (const key of enKeys) if (!chinese.has(key)) faults.push(`${key}: no Chinese`);
  for (const key of zhKeys) {
    const [zh, en] = [chinese.get(key) ?? '', english.get(key)];
    if (en !== undefined && placeholders(zh) !== placeholders(en))
      faults.push(`${key}: other values in the two languages`);
  }
  for (const [key, text] of [...chinese, ...english]) if (text.trim() === '') faults.push(`${key}: empty`);
  return faults;
}

export function punctuationFaults(texts: Texts): string[] {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/[「」『』]/, 'corner brackets'],
    [/\p{Script=Han}[,;:?!]\s*(?=\p{Script=Han}|$)/u, 'half-width punctuation after Han'],
    [/\p{Script=Han}\.(?=\p{Script=Han}|$)/u, 'half-width stop after Han'],
    [/[（(][^（）()]*\p{Script=Han}[^（）()]*\)(?<!）)/u, 'half-width bracket around Han'],
    [/"[^"]*\p{Script=Han}[^"]*"/u, 'straight quotes around Han'],
    [/！/, 'exclamation mark'],
  ];
  return [...texts].flatMap(([key, text]) =>
    rules.filter(([pattern]) => pattern.test(text)).map(([, fault]) => `${key}: ${fault}: ${text}`),
  );
}

const namespaces = new Map<string, Map<string, Texts>>();
for (const { namespace, language, file } of localeFiles()) {
  const languages = namespaces.get(namespace) ?? new Map<string, Texts>();
  languages.set(language, flatten(JSON.parse(readFileSync(file, 'utf8')), '', new Map()));
  namespaces.set(namespace, languages);
}

describe('every text exists in both languages and is written properly', () => {
  for (const [namespace, languages] of namespaces)
    test(namespace, () => {
      const chinese = languages.get('zh-CN') ?? new Map<string, string>();
      const english = languages.get('en') ?? new Map<string, string>();
      assert.deepEqual([...languageFaults(chinese, english), ...punctuationFaults(chinese)], []);
    });
});

describe('the guard sees what it must see', () => {
  const of = (entries: Record<string, string>): Texts => new Map(Object.entries(entries));
  test('missing keys, other values, empty texts', () => {
    assert.deepEqual(languageFaults(of({ a: '甲 {{n}}', b: '乙', d: ' ' }), of({ a: 'A {{m}}', c: 'C', d: 'D' })), [
      'b: no English',
      'c: no Chinese',
      'a: other values in the two languages',
      'd: empty',
    ]);
    assert.deepEqual(
      languageFaults(of({ n_other: '{{count}} 件' }), of({ n_one: '{{count}} case', n_other: '{{count}} cases' })),
      [],
    );
  });
  test('punctuation', () => {
    for (const wrong of ['您好,请稍候', '「放心」', '完成!', '完成！', '是否同意(必填)', '点击"提交"', '好.'])
      assert.equal(punctuationFaults(of({ wrong })).length, 1, wrong);
    for (const right of [
      '您好，请稍候',
      '第 3 步，共 7 步',
      '12:30 至 13:00',
      '（必填）',
      'GB 32100-2015',
      '“提交”',
      'PDF, JPG',
    ])
      assert.deepEqual(punctuationFaults(of({ right })), [], right);
  });
});
