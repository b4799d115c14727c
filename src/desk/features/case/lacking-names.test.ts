import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';
import { textsFor } from '#platform/texts.ts';
import { lackingNames } from './lacking-names.ts';

const party = (person: string, name: string | null, kind: string) => ({ person, kind, masked: { name } }) as CaseParty;
const view = {
  parties: [party('lin', '林**', 'complainant'), party('wang', '王*', 'joint'), party('li', null, 'joint')],
  consents: {
    ...{ publicity: false, entrust: false },
    lacking: { publicity: { against: [], silent: [] }, entrust: { against: ['lin'], silent: ['wang', 'li'] } },
  },
} as unknown as CaseView;

test('a refusal that counts whose word is missing is told with their names, as the case shows them', () => {
  const zh = textsFor('zh-CN');
  assert.equal(lackingNames('not-all-agreed-to-entrusting', view, zh), '涉及：王*、共同投诉人。');
  assert.equal(lackingNames('one-of-several-declines-entrusting', view, zh), '涉及：林**。');
  assert.equal(lackingNames('one-of-several-declines-entrusting', view, textsFor('en')), 'This concerns 林**.');
  assert.equal(lackingNames('not-permitted', view, zh), '');
  assert.equal(lackingNames('not-all-agreed-to-entrusting', { ...view, consents: null }, zh), '');
});
