import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { isSubject, valueKeys } from './audit-keys.ts';
import { accountText, actText, detailText, subjectText } from './audit-words.ts';

const said = (act: string, name: string, value: string): string => {
  const t = textsFor('zh-CN', 'show-key');
  return (
    valueKeys(act, name, value)
      .map((key) => (t(key) === key ? '' : t(key)))
      .find((text) => text !== '') ?? value
  );
};

test('codes an audit line adds are said in words', () => {
  for (const language of ['zh-CN', 'en'] as const)
    for (const [act, name, value] of [
      ['export-worklist', 'filters', 'problemCode'],
      ['export-owed-papers', 'filters', 'to'],
      ['give-power', 'power', 'decide-complaints'],
      ['set-standing', 'standing', 'companion'],
      ['open-unit', 'kind', 'bureau'],
      ['reveal', 'kind', 'id-number'],
      ['set-account-status', 'status', 'locked'],
      ['enter-post', 'desks', 'reports'],
    ] as const)
      assert.ok(
        valueKeys(act, name, value).some((key) => textsFor(language, 'show-key')(key) !== key),
        `${act} ${name} ${language}`,
      );
  assert.equal(said('export-owed-papers', 'filters', 'to'), '送达给');
  assert.equal(said('export-outcomes', 'filters', 'to'), '至');
});

test('a line is said in the words of both languages, and by its code where there are none', () => {
  const names = { people: new Map([['0190', '徐明']]), units: new Map([['yunqi', '云栖市市场监督管理局']]) };
  const line = { act: 'give-role', detail: { role: 'auditor', from: '2026-05-06', note: '' } };
  const saidIn = (language: 'zh-CN' | 'en') => {
    const t = textsFor(language, 'show-key');
    const texts = { t, hasText: (key: string) => t(key) !== key };
    return [
      actText(line.act, texts),
      actText('no-act-of-today', texts),
      accountText('0190', names, texts),
      accountText('0190aaaa-bbbb-7000-8000-00000012ab34', names, texts),
      subjectText('tenant:yunqi', names, texts),
      detailText(line, names, texts),
    ];
  };
  assert.deepEqual(saidIn('zh-CN'), [
    ...['授予角色', 'no-act-of-today', '徐明', '当事人账号 …12ab34', '机关 云栖市市场监督管理局'],
    '角色：审计员 · 自：2026年5月6日',
  ]);
  assert.deepEqual(saidIn('en').slice(0, 2), ['gave a role', 'no-act-of-today']);
  assert.match(saidIn('en')[5] ?? '', /: auditor · .*6 May 2026/u);
});

test('a subject is typed as the trail has it, with its kind', () => {
  for (const text of ['unit:yunqi-linxi', 'data-request:0190']) assert.ok(isSubject(text));
  for (const text of ['', '临溪', 'unit:', 'unit: x', ':x']) assert.ok(!isSubject(text));
});
