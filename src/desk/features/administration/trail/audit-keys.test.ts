import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { isSubject, valueKeys } from './audit-keys.ts';

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

test('a subject is typed as the trail has it, with its kind', () => {
  for (const text of ['unit:yunqi-linxi', 'data-request:0190']) assert.ok(isSubject(text));
  for (const text of ['', '临溪', 'unit:', 'unit: x', ':x']) assert.ok(!isSubject(text));
});
