import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localValues } from '#modules/complaints/vocabulary.ts';
import { textsFor } from '#platform/texts.ts';
import {
  blankNamedLikeValue,
  inBrackets,
  refusalInNames,
  valueName,
  withNames,
  withoutNames,
} from './values-by-name.ts';

const [zh, en] = [textsFor('zh-CN'), textsFor('en')];
const kept = {
  wording: '我局{{receivedOn}}收到的关于{{ matter }}的投诉：\n请{{办法}}。',
  aid: 'Received on {{receivedOn}}: {{办法}}.',
  fields: [{ label: '办法' }],
};

test('a wording is edited with the names of the buttons and sent with those it is kept by', () => {
  const edited = withNames(kept, zh);
  assert.equal(edited.wording, '我局{{收到投诉日期}}收到的关于{{投诉事由}}的投诉：\n请{{办法}}。');
  assert.equal(edited.aid, 'Received on {{收到投诉日期}}: {{办法}}.');
  assert.equal(withoutNames(edited, zh).wording, kept.wording.replace('{{ matter }}', '{{matter}}'));
  assert.equal(withoutNames({ wording: '{{ 收到投诉日期 }}{{handler}}' }, zh).wording, '{{receivedOn}}{{handler}}');
});

test('every value comes back from its name, in both languages', () => {
  const wording = localValues.map((value) => `{{${value}}}`).join('、');
  for (const t of [zh, en]) {
    const edited = withNames({ wording }, t);
    for (const value of localValues) assert.ok(edited.wording.includes(`{{${valueName(value, t)}}}`), value);
    assert.equal(withoutNames(edited, t).wording, wording);
  }
});

test('a blank that bears the name of a value stays a blank, and is told', () => {
  const form = { wording: '{{投诉人}}与{{complainant}}', fields: [{ label: '投诉人' }] };
  assert.equal(withNames(form, zh).wording, form.wording);
  assert.equal(withoutNames(form, zh).wording, form.wording);
  assert.equal(blankNamedLikeValue(form.fields, zh), '投诉人');
  assert.equal(blankNamedLikeValue(kept.fields, zh), undefined);
});

test('a version and a refusal are read in words', () => {
  assert.equal(inBrackets('我局{{receivedOn}}，请{{办法}}', zh), '我局〔收到投诉日期〕，请〔办法〕');
  const refused = zh('complaint:refusals.local-form-name-unknown', { line: 2, name: 'number' });
  assert.match(refusalInNames(refused, zh), /“本文书文号”/u);
  assert.match(refusalInNames('第 2 行的“投诉者”', zh), /“投诉者”/u);
});
